// Every number that Feishu enforces, one row each with the code that it answers. All adjustable.
// Durations are of the playground's clock, except those named …Real.

export interface Limit {
  name: LimitName
  value: number
  /** The code answered when it is exceeded; 0 where no answer carries one. */
  code: number
  says: string
}

export type LimitName =
  | 'tokenSeconds'
  | 'tokenRenewSeconds'
  | 'uuidSeconds'
  | 'uuidLength'
  | 'textBytes'
  | 'cardBytes'
  | 'cardElements'
  | 'cardDepth'
  | 'cardTables'
  | 'tableColumns'
  | 'tablePage'
  | 'inputLength'
  | 'headerTags'
  | 'buttonTextLength'
  | 'placeholderLength'
  | 'patchDays'
  | 'tapDays'
  | 'recallHours'
  | 'editCount'
  | 'readersDays'
  | 'listPage'
  | 'memberPage'
  | 'userPage'
  | 'userBatch'
  | 'basicBatch'
  | 'urgentUsers'
  | 'fileBytes'
  | 'imageBytes'
  | 'freebusyDays'
  | 'attendees'
  | 'messagesPerSecond'
  | 'patchesPerSecond'
  | 'callsPerSecond'
  | 'callsPerMinute'
  | 'callsPerMonth'
  | 'updateTokenSeconds'
  | 'updateTokenUses'
  | 'answerMsReal'
  | 'settleMsReal'
  | 'settleWindowSeconds'
  | 'quietMsReal'
  | 'connections'
  | 'frameBytes'
  | 'pingSecondsReal'
  | 'reconnectCount'
  | 'reconnectSecondsReal'
  | 'reconnectNonceSecondsReal'

const row = (name: LimitName, value: number, code: number, says: string): Limit => ({
  name,
  value,
  code,
  says,
})

/** Rates are Feishu's own, counted on the playground's clock; 0 is not enforced. */
export const limitTable: Limit[] = [
  row('tokenSeconds', 7200, 99991663, 'life of a tenant token'),
  row('tokenRenewSeconds', 1800, 0, 'with less left, asking gives a new token'),
  row('uuidSeconds', 3600, 0, 'the same uuid sends once'),
  row('uuidLength', 50, 99992402, 'length of a uuid'),
  row('textBytes', 150 * 1024, 230025, 'body of a text'),
  row('cardBytes', 30 * 1024, 230025, 'a card or a post'),
  row('cardElements', 200, 11310, 'components and text nodes of a card'),
  row('cardDepth', 5, 11310, 'containers within containers'),
  row('cardTables', 5, 11310, 'tables of a card'),
  row('tableColumns', 50, 200621, 'columns of a table'),
  row('tablePage', 10, 200621, 'rows of a page of a table'),
  row('inputLength', 1000, 200621, 'the longest that an input may ask for'),
  row('headerTags', 3, 11310, 'tags of a header'),
  row('buttonTextLength', 100, 200621, 'characters on a button'),
  row('placeholderLength', 100, 200621, 'characters of a placeholder'),
  row('patchDays', 14, 230031, 'a card can be updated'),
  row('tapDays', 14, 0, 'a card can be tapped'),
  row('recallHours', 24, 230009, 'a message can be recalled'),
  row('editCount', 20, 230072, 'edits of a text'),
  row('readersDays', 7, 230033, 'readers can be asked for'),
  row('listPage', 50, 99992402, 'messages of a page'),
  row('memberPage', 100, 99992402, 'chats, members, readers of a page'),
  row('userPage', 50, 99992402, 'users, departments of a page'),
  row('userBatch', 50, 99992402, 'users of a batch'),
  row('basicBatch', 10, 99992402, 'users of a name batch'),
  row('urgentUsers', 200, 99992402, 'people buzzed at once'),
  row('fileBytes', 30 * 1024 * 1024, 234006, 'an uploaded file'),
  row('imageBytes', 10 * 1024 * 1024, 234006, 'an uploaded image'),
  row('freebusyDays', 90, 190002, 'a free/busy query'),
  row('attendees', 1000, 190002, 'attendees of a request'),
  row('messagesPerSecond', 5, 230020, 'messages to one chat, be it a group or a person'),
  row('patchesPerSecond', 5, 230020, 'updates of one message'),
  row('callsPerSecond', 50, 99991400, 'calls of one API'),
  row('callsPerMinute', 1000, 99991400, 'calls of one API'),
  row('callsPerMonth', 10_000, 99991403, 'successful calls of a tenant of the free edition'),
  row('updateTokenSeconds', 1800, 300030, 'life of a c- token'),
  row('updateTokenUses', 2, 300040, 'uses of a c- token'),
  row('answerMsReal', 3000, 200341, 'a bot has to answer'),
  row('settleMsReal', 10_000, 0, 'settling gives up'),
  row('settleWindowSeconds', 60, 0, 'settling goes to an instant this near'),
  row('quietMsReal', 150, 0, 'a bot without a control URL is idle after'),
  row('connections', 50, 1_000_040_350, 'long connections of an app'),
  row(
    'frameBytes',
    64 * 1024,
    0,
    'payload of a frame of the long connection; more is sent in fragments',
  ),
  row('pingSecondsReal', 120, 0, 'a client pings every'),
  row('reconnectCount', -1, 0, 'tries of a client to come back; -1: for ever'),
  row('reconnectSecondsReal', 120, 0, 'between two tries'),
  row('reconnectNonceSecondsReal', 30, 0, 'before the first try, at most'),
]

export type Limits = Record<LimitName, number>

/** Seconds after a failed push at which the event is pushed again. */
export const retryAfterSeconds = [15, 300, 3600, 21_600]

export function limitsWith(changes: Partial<Limits> = {}): Limits {
  const own = Object.fromEntries(limitTable.map(({ name, value }) => [name, value]))
  return { ...(own as Limits), ...changes }
}

/** For tests that send more at one standing instant than Feishu would take. */
export const noRates: Partial<Limits> = {
  messagesPerSecond: 0,
  patchesPerSecond: 0,
  callsPerSecond: 0,
  callsPerMinute: 0,
  callsPerMonth: 0,
}

export const codeOf = (name: LimitName) =>
  limitTable.find((limit) => limit.name === name)?.code ?? 0
