// What the office may set about talks. What changes the counting holds from the next quarter (domain.md §4.2).
import { z } from 'zod'
import type { Setting } from '../feature.ts'

/** domain.md §4.4: layer 2 is not stored unless the office says so. */
export const contentSetting: Setting = {
  key: 'talk.content',
  title: '谈话内容可录入（加密，仅谈话人可见）',
  value: z.boolean(),
  fallback: false,
}

const season = z.string().regex(/^\d{2}-\d{2}\/\d{2}-\d{2}$/)

export const settings: Setting[] = [
  contentSetting,
  { key: 'talk.count_group', title: '集体谈话计入个人次数', value: z.boolean(), fallback: false },
  { key: 'talk.count_remote', title: '电话谈话计入个人次数', value: z.boolean(), fallback: false },
  { key: 'talk.r2', title: '显示主任与职工谈话（争取）', value: z.boolean(), fallback: true },
  {
    key: 'talk.newcomer_days',
    title: '新到人员不计入的剩余工作日数',
    value: z.number().int().min(0).max(60),
    fallback: 15,
  },
  {
    key: 'talk.per_day',
    title: '每日至多安排谈话人数',
    value: z.number().int().min(1).max(10),
    fallback: 3,
  },
  {
    key: 'talk.avoid',
    title: '安排谈话时避开的时段（月-日/月-日）',
    value: z.array(season),
    fallback: [],
  },
]
