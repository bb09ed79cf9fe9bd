// All tables, added together.
import type * as absence from './tables/absence.ts'
import type * as clock from './tables/clock.ts'
import type * as decision from './tables/decision.ts'
import type * as language from './tables/language.ts'
import type * as ledger from './tables/ledger.ts'
import type * as office from './tables/office.ts'
import type * as petition from './tables/petition.ts'
import type * as record from './tables/record.ts'
import type * as secret from './tables/secret.ts'
import type * as supervision from './tables/supervision.ts'
import type * as talk from './tables/talk.ts'

export interface DB {
  person: office.PersonTable
  unit: office.UnitTable
  role: office.RoleTable
  portfolio: office.PortfolioTable
  group_chat: office.GroupChatTable
  holiday: office.HolidayTable
  holiday_year: office.HolidayYearTable
  setting: office.SettingTable
  office_version: office.OfficeVersionTable
  inbox: ledger.InboxTable
  outbox: ledger.OutboxTable
  lane: ledger.LaneTable
  card: ledger.CardTable
  agenda: ledger.AgendaTable
  slot: ledger.SlotTable
  rate: clock.RateTable
  rate_grant: clock.RateGrantTable
  call_count: clock.CallCountTable
  quota: clock.QuotaTable
  outage: clock.OutageTable
  grace: clock.GraceTable
  sheet_line: ledger.SheetLineTable
  record: record.RecordTable
  seal: record.SealTable
  seal_head: record.SealHeadTable
  row_image: record.RowImageTable
  unsealed: record.UnsealedTable
  secret_key: secret.SecretKeyTable
  secret_hash: secret.SecretHashTable
  vault_check: secret.VaultCheckTable
  counter: secret.CounterTable
  petition: petition.PetitionTable
  accusation: petition.AccusationTable
  incoming_review: petition.IncomingReviewTable
  petition_custom: petition.PetitionCustomTable
  petition_proposal: petition.PetitionProposalTable
  paper: petition.PaperTable
  paper_template: petition.PaperTemplateTable
  task: supervision.TaskTable
  feedback: supervision.FeedbackTable
  extension: supervision.ExtensionTable
  urging: supervision.UrgingTable
  talk: talk.TalkTable
  talk_note: talk.TalkNoteTable
  talk_fact: talk.TalkFactTable
  talk_plan: talk.TalkPlanTable
  talk_booking: talk.TalkBookingTable
  approval: decision.ApprovalTable
  act_trail: decision.ActTrailTable
  void_number: decision.VoidNumberTable
  behalf: decision.BehalfTable
  absence: absence.AbsenceTable
  handover: absence.HandoverTable
  roster_pull: absence.RosterPullTable
  sheet_import: absence.SheetImportTable
  app_seen: absence.AppSeenTable
  waiting_question: language.WaitingQuestionTable
  notice_import: language.NoticeImportTable
}
