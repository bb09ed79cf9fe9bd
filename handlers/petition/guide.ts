// What people say most to petitions, by role: for 帮助.
import type { Guide } from '../feature.ts'

export const guide: Guide[] = [
  {
    says: '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000',
    roles: ['信访专员', '值班员', '科长', '科员'],
  },
  { says: '快到期的信访件', roles: ['信访专员', '办公室主任', '办公室副主任'] },
  { says: '今年信访数据 出总结那句话', roles: ['办公室主任', '办公室副主任'] },
  { says: '信访进度 23号', roles: ['局领导', '承办部门负责人', '联络员', '科长', '科员'] },
]
