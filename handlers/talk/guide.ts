// What people say most to talks, by role: for 帮助.
import type { Guide } from '../feature.ts'

export const guide: Guide[] = [
  { says: '谈话计划 四季度', roles: ['办公室主任', '办公室副主任', '科长'] },
  { says: '登记谈话 今天和何小雨谈了', roles: ['办公室主任', '办公室副主任', '科长'] },
  { says: '我想和主任谈谈', roles: ['科员'] },
]
