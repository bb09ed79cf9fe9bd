// Every expected "no", as a value, and the one switch that says it in Chinese: what is wrong, and what can be done.
import type { Day } from './calendar.ts'
import type { Question } from './feature.ts'
import type { Role } from './people.ts'

export type Refusal =
  | { refused: 'stranger' }
  | { refused: 'not-allowed'; needs: Role[] }
  | { refused: 'not-yours'; who: string }
  | { refused: 'own-favour' }
  | { refused: 'not-found'; what: string }
  | { refused: 'ask-in-private' }
  | { refused: 'wrong-state'; what: string; state: string; wanted: string }
  | { refused: 'decided'; what: string; who: string; when: string; how: string }
  | { refused: 'missing'; what: string; example: string; half?: Partial<Question> }
  | { refused: 'unclear'; what: string; hint: string }
  | { refused: 'past'; what: string; day: Day }
  | { refused: 'not-later'; current: string; asked: string }
  | { refused: 'too-late'; what: string; due: string }
  | { refused: 'pending'; what: string }
  | { refused: 'disciplinary' }
  | { refused: 'with-oneself' }
  | { refused: 'stale-button' }
  | { refused: 'own-post' }
  | { refused: 'sheet-outdated' }
  | { refused: 'delegate-loop'; who: string }
  | { refused: 'external-group' }
  | { refused: 'last-administrator' }
  | { refused: 'said-in-group' }
  | { refused: 'accusation' }
  | { refused: 'classified' }
  | { refused: 'field'; field: string; hint: string }
  | { refused: 'undo-late'; minutes: number }
  | { refused: 'undo-final'; why: string }
  | { refused: 'acted-on'; who: string; when: string }
  | { refused: 'still-sending' }
  | { refused: 'nothing-to-undo' }
  | { refused: 'for-oneself' }
  | { refused: 'future'; what: string; day: Day }
  | { refused: 'before-receipt'; what: string; day: Day; received: Day }
  | { refused: 'before-opinion'; day: Day; opinion: Day }
  | { refused: 'already'; what: string; done: string; on: Day }
  | { refused: 'no-acceptance' }
  | { refused: 'route-six' }
  | { refused: 'needs-opinion' }
  | { refused: 'objection-open'; what: string }
  | { refused: 'objection-instead' }
  | { refused: 'no-objection'; direct: boolean }
  | { refused: 'accused-target'; target: string }
  | { refused: 'recused' }
  | { refused: 'full-route'; why: string }
  | { refused: 'no-custom'; topic: string }
  | { refused: 'not-by-custom'; what: string }
  | { refused: 'pull-back-late'; what: string }
  | { refused: 'no-sixty-days' }
  | { refused: 'extension-days' }
  | { refused: 'extended-once' }
  | { refused: 'not-assigned'; what: string }
  | { refused: 'not-terminated' }
  | { refused: 'not-executed' }
  | { refused: 'archive-early' }
  | { refused: 'urged-today'; what: string }
  | { refused: 'unknown-figure'; what: string }
  | { refused: 'objection-late'; what: string; last: Day }
  | { refused: 'no-new-unit' }
  | { refused: 'hearing-in-review-one' }

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}

export function sayRefusal(no: Refusal): string {
  switch (no.refused) {
    case 'stranger':
      return '您不在本单位名册中，请联系系统管理员登记后再使用。'
    case 'not-allowed':
      return `此项由${no.needs.join('、')}办理，您可转请其操作。`
    case 'not-yours':
      return `此项由${no.who}办理。`
    case 'own-favour':
      return '本人提出的事项不能由本人审批，请由他人审批。'
    case 'not-found':
      return `没有找到${no.what}，请核对编号或名称。`
    case 'ask-in-private':
      return '请私聊查询。'
    case 'wrong-state':
      return `${no.what}当前为“${no.state}”，须在“${no.wanted}”时办理。`
    case 'decided':
      return `${no.what}已由${no.who}于${no.when}${no.how}。`
    case 'missing':
      return `请补充${no.what}，例如：${no.example}`
    case 'unclear':
      return `没有看懂${no.what}。${no.hint}`
    case 'past':
      return `${no.what}${no.day}已过，请写明今后的日期。`
    case 'not-later':
      return `申请的日期${no.asked}不晚于现时限${no.current}，请核对。`
    case 'too-late':
      return `${no.what}时限${no.due}已过，延期须在到期日下班前提出。请说明情况，按逾期办理。`
    case 'pending':
      return `${no.what}已在审批中，请等待审批结果。`
    case 'disciplinary':
      return '此类谈话请按纪检、组织人事规定办理，本系统不记录。'
    case 'with-oneself':
      return '谈话人和谈话对象不能是同一人，请核对。'
    case 'said-in-group':
      return '您刚才在群内发送的内容涉及个人信息，请撤回后在此登记。'
    case 'classified':
      return '本平台不处理涉密及标注内部的资料，请按保密规定办理。'
    case 'accusation':
      return '此类内容不在本平台登记，请撤回，并将纸质件交信访专员移交纪检。'
    case 'field':
      return `“${no.field}”${no.hint}`
    case 'undo-late':
      return `已超过${no.minutes}分钟，不能撤销，请按更正办理。`
    case 'undo-final':
      return `${no.why}，不能撤销，请按更正办理。`
    case 'acted-on':
      return `${no.who}已于${no.when}作了后续办理，不能撤销，请按更正办理。`
    case 'still-sending':
      return '有关消息正在发送，请稍候几秒再撤销。'
    case 'nothing-to-undo':
      return '没有可以撤销的操作。'
    case 'for-oneself':
      return '本人事项不作代录，请直接办理。'
    case 'future':
      return `${no.what}${no.day}还没有到，请核对。`
    case 'before-receipt':
      return `${no.what}${no.day}早于收到日期${no.received}，请核对。`
    case 'before-opinion':
      return `送达日期${no.day}早于意见书日期${no.opinion}，请核对。`
    case 'already':
      return `${no.what}已于${no.on}${no.done}。如日期有误，请按更正办理。`
    case 'no-acceptance':
      return '受理适用于申诉求决类。建议、咨询等请研究后直接答复，可按“已回复”办结。'
    case 'route-six':
      return '第三十一条第六项事项按受理办理；第一至五项事项请导入相应途径，并告知途径和机关。'
    case 'needs-opinion':
      return '申诉求决事项须受理后出具处理意见书，再送达信访人。'
    case 'objection-open':
      return `${no.what}异议待核，来文单位同意或不同意后再办理。`
    case 'objection-instead':
      return '此件由来文单位转来，不属本单位职权的，请向来文单位提出异议并说明理由。'
    case 'no-objection':
      return no.direct
        ? '直接来访来信没有异议期。不属本单位职权的，请告知信访人向有权机关提出。'
        : '此来源没有异议期，请与来文单位联系，并按15日告知信访人。'
    case 'accused-target':
      return `${no.target}为被反映单位或人员，请另选承办单位。`
    case 'recused':
      return '承办人与此件有直接利害关系，应予回避，请另选承办人。'
    case 'full-route':
      return `${no.why}不适用简便办理，请按拟办、呈批办理。`
    case 'no-custom':
      return `“${no.topic}”尚无主任同意的惯例，请先呈主任。`
    case 'not-by-custom':
      return `${no.what}不是按惯例分办的，无需收回。`
    case 'pull-back-late':
      return `${no.what}分办已过1个工作日，请改派办理。`
    case 'no-sixty-days':
      return '此件没有60日办理期限，无需延期。'
    case 'extension-days':
      return '按第三十四条，延长不得超过30日，请核定天数。'
    case 'extended-once':
      return '此件已延期一次，不再延长。请在期限内办结。'
    case 'not-assigned':
      return `${no.what}不是交办件，无需上报办结报告。`
    case 'not-terminated':
      return '不再受理须已有复核意见，并勾选“同一事实和理由”。其他情形按重复件登记并解释说明。'
    case 'not-executed':
      return '支持信访人的意见尚未执行，暂不归档。'
    case 'archive-early':
      return '复查申请期和邮递期未满，暂不归档。'
    case 'urged-today':
      return `${no.what}今日已催办，当日不重复催办。`
    case 'objection-late':
      return `${no.what}异议须在${no.last}前提出，请按期办理；确需调整的，请商办公室主任改派。`
    case 'no-new-unit':
      return '异议没有写明应由哪个单位承办。请先维持，再按“督1号改派水政处”改派。'
    case 'hearing-in-review-one':
      return '复查的听证时间计入期限，无需另计（第三十六条只对复核）。'
    case 'unknown-figure':
      return `${no.what}尚不清楚，数字核实前不出总结。请先补充。`
    case 'external-group':
      return '此群含外部人员，不能绑定，也不发送工作内容。'
    case 'delegate-loop':
      return `${no.who}同期外出并授权他人，授权形成循环，请另选代办人。`
    case 'sheet-outdated':
      return '预览之后内容已有变动，请重新导出、修改后再导入。'
    case 'own-post':
      return '本人岗位请由办公室主任或其他管理员登记。'
    case 'last-administrator':
      return '至少保留一名系统管理员，请先登记接任人员。'
    case 'stale-button':
      return '此卡片已更新，请按最新内容操作。'
  }
}
