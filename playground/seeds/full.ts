// `--seed full`: a month of living matters, made by people acting. Twenty-two working days before the end it begins with
// an empty ledger; at the end there is something in every state, something due, something late.
import type { Playground } from '../playground.ts'
import { morningBefore, type Stage, stageOf } from './stage.ts'

/** The morning on which the month begins. */
export const beforeMonth = (end: number): number => morningBefore(end, 22)

export async function playMonth(playground: Playground, end: number): Promise<void> {
  const stage = stageOf(playground, end)
  for (const scene of scenes) await scene(stage)
  await playground.turn({ to: new Date(end).toISOString() })
}

const scenes: ((on: Stage) => Promise<void>)[] = [
  async (s) => {
    await s.on(22, '09:10')
    await visit(s, '登记来访 秦某某 2人 反映机淤固堤占地青苗补偿 联系电话13900000001', true)
    await order(s, '督办 工管处 ' + s.date(-12) + '前 完成堤防隐患排查', '工管处')
    await s.say('周明远', '登记谈话 今天和吴文博谈了')
  },
  async (s) => {
    await s.on(21, '10:20')
    await s.tap('柏青松', '签收', '完成堤防隐患排查')
    await visit(s, '登记来信 韩某 反映宿舍区供暖', false)
  },
  async (s) => {
    await s.on(19, '15:05')
    await order(s, '督办 财务处 ' + s.date(-6) + '前 报送三季度预算执行情况', '财务处')
    await s.tap('潘悦', '签收', '报送三季度预算执行情况')
    await s.say('李清和', '登记谈话 今天和何小雨谈了')
  },
  async (s) => {
    await s.on(15, '11:00')
    await s.say('柏青松', '反馈 督1号 排查已完成八成，余下两段本周完成')
    await visit(s, '登记来访 朱某某 6人 反映滩区房台建设', false)
    await s.say('孙晓东', '登记谈话 今天和孔令仪谈了')
  },
  async (s) => {
    await s.on(13, '09:30')
    await s.say('柏青松', '督1号办完了 隐患排查报告已报，共整改十二处')
    await s.tap('周明远', '同意办结并销号', '完成堤防隐患排查')
    await s.say('周明远', '督办 防汛办 ' + s.date(4) + '前 报送冬季物资储备情况')
  },
  async (s) => {
    await s.on(10, '14:40')
    await s.tap('彭海波', '签收', '报送冬季物资储备情况')
    await order(s, '督办 规计处 ' + s.date(-2) + '前 拿出下年度投资计划初稿', '规计处')
    await s.tap('奚文静', '签收', '拿出下年度投资计划初稿')
    await s.say('潘悦', '督2号延期到' + s.date(3) + ' 原因是两家下属单位数据未报齐')
    await s.tap('周明远', '同意', '两家下属单位数据未报齐')
  },
  async (s) => {
    await s.on(6, '09:45')
    await visit(s, '登记来访 蒋某某 1人 咨询取水许可怎么办', true)
    await order(s, '督办 水政处 ' + s.date(1) + '前 完成涉河违建排查', '水政处')
    await s.tap('章若兰', '签收', '完成涉河违建排查')
    await s.say('周明远', '登记谈话 今天和冯雪松谈了')
  },
  async (s) => {
    await s.on(3, '16:10')
    await s.say('章若兰', '督5号延期到' + s.date(6) + ' 原因是两处现场需会同地方核实')
    await s.say('金若水', '督办 工程处 ' + s.date(7) + '前 上报标准化堤防建设进度')
  },
  async (s) => {
    await s.on(1, '10:00')
    await s.tap('周明远', '批准立项', '上报标准化堤防建设进度')
    await s.say('潘悦', '督2号办完了 预算执行情况已报')
    await visit(s, '登记来电 吴某 反映取水口堵塞', false)
  },
]

async function visit(s: Stage, sentence: string, told: boolean): Promise<void> {
  await s.say('严丽华', sentence)
  await s.tap('严丽华', told ? '登记，已当场书面告知' : '登记', '请核对')
}

/** The 督查专员 proposes, the director approves. */
async function order(s: Stage, sentence: string, unit: string): Promise<void> {
  await s.say('金若水', sentence)
  await s.tap('周明远', '批准立项', unit)
}
