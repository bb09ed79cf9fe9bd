// Ids in the shapes that Feishu gives them. Random, so that two playgrounds in one process never
// share one.
import { createHash, randomBytes } from 'node:crypto'

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

export const newAppId = () => `cli_${hex(8)}`
export const newSecret = () => hex(16)
export const newEventId = () => hex(16)
export const newMessageId = () => `om_${hex(16)}`
export const newOpenId = () => `ou_${hex(16)}`
export const newUnionId = () => `on_${hex(16)}`
export const newUserId = () => hex(4)
export const newUpdateToken = () => `c-${hex(20)}`
export const newTenantToken = () => `t-g1${hex(18)}`
export const newImageKey = () => `img_v3_${hex(14)}`
export const newFileKey = () => `file_v3_${hex(14)}`
export const newCalendarEventId = () => `${hex(8)}_0`
export const newLogId = () => hex(20).toUpperCase()
export const newNonce = () => hex(5)

export const calendarId = (owner: string) =>
  `feishu.cn_${createHash('sha256').update(owner).digest('hex').slice(0, 16)}@group.calendar.feishu.cn`
