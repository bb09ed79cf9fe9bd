// What the app must be granted, from the calls and events that the code really uses: for the console's import, for the doctor,
// and what does not work without each (feishu-platform.md §3.2, §4).

export interface Grant {
  /** As the console's import wants it. */
  scope: string
  /** As the console shows it. */
  name: string
  /** Calls (method and path) and events that need it. */
  for: readonly string[]
  /** What does not work without it. */
  without: string
}

export const grants: readonly Grant[] = [
  {
    scope: 'im:message:send_as_bot',
    name: '以应用的身份发消息',
    for: [
      'POST /im/v1/messages',
      'POST /im/v1/messages/:message_id/reply',
      'PATCH /im/v1/messages/:message_id',
      'DELETE /im/v1/messages/:message_id',
    ],
    without: '不能发送任何消息和卡片',
  },
  {
    scope: 'im:message:readonly',
    name: '获取单聊、群组消息',
    for: [
      'GET /im/v1/messages',
      'GET /im/v1/messages/:message_id/resources/:file_key',
      'im.message.recalled_v1',
      'im.message.message_read_v1',
    ],
    without: '网络中断后无法确认消息是否已发出；不能接收表格文件',
  },
  {
    scope: 'im:message.p2p_msg:readonly',
    name: '读取用户发给机器人的单聊消息',
    for: ['im.message.receive_v1'],
    without: '收不到私聊',
  },
  {
    scope: 'im:message.group_at_msg:readonly',
    name: '接收群聊中@机器人消息事件',
    for: ['im.message.receive_v1'],
    without: '收不到群内@机器人的话',
  },
  {
    scope: 'im:resource',
    name: '获取与上传图片或文件资源',
    for: ['POST /im/v1/files'],
    without: '不能导出表格和文书',
  },
  {
    scope: 'im:chat:readonly',
    name: '获取群组信息',
    for: [
      'GET /im/v1/chats',
      'GET /im/v1/chats/:chat_id/members',
      'im.chat.updated_v1',
      'im.chat.disbanded_v1',
      'im.chat.member.bot.added_v1',
      'im.chat.member.bot.deleted_v1',
      'im.chat.member.user.added_v1',
      'im.chat.member.user.deleted_v1',
      'im.chat.member.user.withdrawn_v1',
    ],
    without: '不知道群的变动，群绑定须手工维护',
  },
  {
    scope: 'contact:contact.base:readonly',
    name: '获取通讯录基本信息',
    for: [
      'GET /contact/v3/departments/:department_id/children',
      'GET /contact/v3/users/find_by_department',
      'GET /contact/v3/users/:user_id',
      'contact.user.created_v3',
      'contact.user.updated_v3',
      'contact.user.deleted_v3',
      'contact.department.created_v3',
      'contact.department.updated_v3',
      'contact.department.deleted_v3',
    ],
    without: '不能同步通讯录，人员变动须手工登记',
  },
  {
    scope: 'contact:user.base:readonly',
    name: '获取用户基本信息',
    for: ['field name'],
    without: '读不到姓名，显示为未知用户',
  },
  {
    scope: 'contact:user.department:readonly',
    name: '获取用户组织架构信息',
    for: ['field department_ids'],
    without: '不知道人员所在部门',
  },
  {
    scope: 'contact:user.employee:readonly',
    name: '获取用户受雇信息',
    for: ['field job_title'],
    without: '不能按职务建议岗位',
  },
  {
    scope: 'contact:user.basic_profile:readonly',
    name: '获取用户基本资料',
    for: ['POST /contact/v3/users/basic_batch'],
    without: '通讯录范围以外的人读不到姓名',
  },
  {
    scope: 'calendar:calendar',
    name: '更新日历及日程信息',
    for: [
      'POST /calendar/v4/calendars/:calendar_id/events',
      'POST /calendar/v4/calendars/:calendar_id/events/:event_id/attendees',
      'DELETE /calendar/v4/calendars/:calendar_id/events/:event_id',
      'POST /calendar/v4/calendars/primary',
    ],
    without: '谈话预约不写入日历',
  },
  {
    scope: 'calendar:calendar.free_busy:read',
    name: '查询主日历的忙闲信息',
    for: ['POST /calendar/v4/freebusy/list', 'POST /calendar/v4/freebusy/batch'],
    without: '安排谈话时不避开已有日程',
  },
]

/** Events that need no grant of their own. */
export const freeEvents: readonly string[] = [
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'p2p_chat_create',
  'application.bot.menu_v6',
  'contact.scope.updated_v3',
  'application.application.visibility.added_v6',
]

/** For 权限管理 → 批量导入. */
export const importText = (): string =>
  JSON.stringify({ scopes: { tenant: grants.map(({ scope }) => scope), user: [] } }, null, 2)

export const grantNamed = (scope: string): Grant | undefined =>
  grants.find((grant) => grant.scope === scope)

/** Scopes that a refusal names, in the console's words. */
export function sayMissing(detail: string): string {
  const named = [...detail.matchAll(/scope ([\w:.]+)/g)].map(([, scope = '']) => scope)
  const said = named.map((scope) => `${grantNamed(scope)?.name ?? ''}（${scope}）`)
  return said.length > 0 ? `缺少权限，开通其一即可：${said.join('、')}` : ''
}
