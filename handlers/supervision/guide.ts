// What people say most to supervision, by role: for 帮助.
import type { Guide } from '../feature.ts'

export const guide: Guide[] = [
  { says: '督办 工程处 12月4日前 上报标准化堤防建设进度', roles: ['办公室主任', '督查专员'] },
  { says: '反馈 督1号 已完成招标，正在签合同', roles: ['承办部门负责人', '联络员'] },
  { says: '督1号延期到12月18日 原因是合同审核未完', roles: ['承办部门负责人', '联络员'] },
  { says: '逾期的有哪些', roles: ['办公室主任', '督查专员', '办公室副主任', '局领导'] },
  { says: '本月督办', roles: ['局领导', '办公室副主任', '科长', '科员'] },
]
