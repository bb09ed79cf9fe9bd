// Short notices at the top, as Feishu shows them; the codes of its client in words.
// A toast is read out and goes by itself.
import { byId, h } from './dom.ts'

const marks = { success: '✓', error: '!', warning: '!', info: 'i' }
export type Tone = keyof typeof marks

const shownFor = 4000

export function toast(text: string, tone: Tone = 'info') {
  const place = byId('toasts')
  const line = h(
    'div',
    { class: `toast ${tone}` },
    h('b', { class: 'toast-mark', 'aria-hidden': 'true' }, marks[tone]),
    h('span', {}, text),
  )
  place.append(line)
  raise(place)
  setTimeout(() => {
    line.remove()
    if (!place.children.length) place.hidePopover()
  }, shownFor)
}

/** Shown again, it lies above whatever dialog or list was opened since. */
function raise(place: HTMLElement) {
  if (place.matches(':popover-open')) place.hidePopover()
  place.showPopover()
}

export const toneOf = (word: string | undefined): Tone =>
  word === 'success' || word === 'error' || word === 'warning' ? word : 'info'

const causes: Record<number, string> = {
  200080: '请求回调地址出错',
  200340: '回调地址无效或未配置',
  200341: '目标回调服务 3 秒内未应答',
  200342: '无法连接目标回调服务',
  200343: '无法解析回调地址',
  200530: '表单内的组件缺少 name',
  200671: '目标回调服务应答异常',
  200672: '目标回调服务应答格式有误',
  200673: '目标回调服务返回的卡片有误',
  200830: '卡片版本不可改变',
  300000: '飞书内部错误',
}

export const clientError = (code: number) =>
  toast(`出错了，请稍后重试（code: ${code}，${causes[code] ?? '卡片回调失败'}）`, 'error')

export const failure = (error: unknown) =>
  toast(error instanceof Error ? error.message : String(error), 'error')
