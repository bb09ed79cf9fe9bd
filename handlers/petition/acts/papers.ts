// Papers on request: made for whoever may see who it is, recorded, sent to his or her private chat. The bytes are made when they
// are uploaded and lie nowhere in between. And the office's own templates in place of ours.
import { z } from 'zod'
import { type Instant, minutes, msOf } from '../../../db/instant.ts'
import type { Json } from '../../../db/types.ts'
import {
  type Answer,
  type Command,
  type Ctx,
  command,
  type MadeFile,
  type Outcome,
  type Reading,
  type SentFile,
} from '../../feature.ts'
import {
  faultIn,
  fill,
  isPaperKind,
  type PaperKind,
  paperKinds,
  papersFor,
  shippedTemplate,
  type TemplateFault,
} from '../../paper/index.ts'
import { find } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { paperFacts } from '../cards/paper.ts'
import * as near from '../nearby/store.ts'
import * as papers from '../papers/store.ts'
import { isRegistered, nameOfPetition, sayState } from '../petition.ts'
import { type About, readAbout } from '../reading/about.ts'
import * as store from '../store.ts'
import { isOfficer, seesIdentity } from '../who.ts'
import { keysOf } from '../words.ts'
import { feature } from './perform.ts'
import { answered, onPetition } from './spoken.ts'

export async function makePaper(ctx: Ctx, id: string, kind: string): Promise<Outcome | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition || !isRegistered(petition)) return { refused: 'not-found', what: '此件' }
  if (!isPaperKind(kind)) return { refused: 'stale-button' }
  if (!seesIdentity(ctx.office, ctx.by.openId, petition))
    return { refused: 'not-allowed', needs: ['信访专员'] }
  if (!papersFor(petition.state).includes(kind))
    return {
      refused: 'wrong-state',
      what: nameOfPetition(petition),
      state: sayState(petition),
      wanted: `可出${paperKinds[kind]}`,
    }
  const paper = ctx.id()
  await papers.addPaper(ctx.trx, { id: paper, petition: id, kind, by: ctx.by.openId, at: ctx.now })
  const what = {
    errand: 'upload',
    makes: 'paper',
    args: { paper },
    with: { person: ctx.by.openId },
  }
  return {
    entries: [
      {
        feature,
        subject: id,
        verb: 'paper',
        facts: { kind, paper, what: ['姓名', '电话', '住址'] },
      },
    ],
    errands: [{ key: `paper/${paper}`, feature, answer: 'paper', what }],
    toast: `${paperKinds[kind]}正在发到您的私聊`,
  }
}

const paperArgs = z.object({ paper: z.string() })
const templateArgs = z.object({ kind: z.string() })

export const makes: Record<string, (ctx: Reading, args: Json) => Promise<MadeFile>> = {
  async paper(ctx, args) {
    const row = await papers.findPaper(ctx.trx, paperArgs.parse(args).paper)
    const petition = row && (await store.findPetition(ctx.trx, row.petition))
    if (!row || !petition || !isRegistered(petition) || !isPaperKind(row.kind))
      throw new Error('no such paper')
    const identity = await store.identityOf(ctx.trx, ctx.vault, petition.id)
    const { year, n } = petition.number
    const bytes = fill(await templateFor(ctx, row.kind), paperFacts(ctx, petition, identity))
    return { name: `${paperKinds[row.kind]}-信访${year}-${n}.docx`, bytes }
  },
  async template(ctx, args) {
    const { kind } = templateArgs.parse(args)
    if (!isPaperKind(kind)) throw new Error('no such template')
    return { name: `${paperKinds[kind]}.docx`, bytes: await templateFor(ctx, kind) }
  },
}

const templateFor = async (ctx: Reading, kind: PaperKind): Promise<Uint8Array> =>
  (await papers.templateOf(ctx.trx, kind)) ?? shippedTemplate(kind)

const sent = z.object({ with: z.object({ person: z.string() }), got: z.string().optional() })
const fetched = z.object({
  with: z.object({ person: z.string(), kind: z.string(), name: z.string() }),
  got: z.string().optional(),
})

export const paperAnswers: Record<string, Answer> = {
  /** Uploaded: the file goes to whoever asked, and to nobody else. */
  async paper(_ctx, result) {
    const { with: to, got } = sent.parse(result)
    const notice = { kind: 'notice', to: { person: to.person } } as const
    const failed = '文书未能发出，请稍后再试，或联系系统管理员。'
    return {
      entries: [],
      tell: [got ? { ...notice, body: { file: got } } : { ...notice, body: { said: failed } }],
    }
  },
  async template(ctx, result) {
    const { with: it, got } = fetched.parse(result)
    const bytes = got ? new Uint8Array(Buffer.from(got, 'base64')) : undefined
    const fault: TemplateFault | undefined =
      !bytes || !isPaperKind(it.kind) ? { fault: 'unreadable' } : faultIn(it.kind, bytes)
    const said =
      fault || !bytes ? sayFault(fault ?? { fault: 'unreadable' }) : `已更换${it.name}模板。`
    if (!fault && bytes)
      await papers.putTemplate(ctx.trx, {
        id: ctx.id(),
        kind: it.kind,
        name: it.name,
        bytes,
        by: it.person,
        at: ctx.now,
      })
    return {
      entries: fault
        ? []
        : [
            {
              feature,
              subject: `template/${it.kind}`,
              verb: 'template',
              facts: { kind: it.kind, by: it.person },
            },
          ],
      tell: [{ kind: 'notice', to: { person: it.person }, body: { said } }],
    }
  },
}

function sayFault(fault: TemplateFault): string {
  switch (fault.fault) {
    case 'unreadable':
      return '模板无法读取，请用Word另存为.docx后再发，原模板不变。'
    case 'unknown':
      return `模板中有不能识别的位置{${fault.place}}，请核对，原模板不变。`
    case 'missing':
      return `模板缺少${fault.what}，请补上后再发，原模板不变。`
  }
}

/** 受理告知书.docx sent in private by the 信访专员 becomes the template; any other file is the attachment of what was just registered. */
export async function files(ctx: Ctx, file: SentFile): Promise<Outcome | Refusal | undefined> {
  const kind = keysOf(paperKinds).find((one) => `${paperKinds[one]}.docx` === file.name)
  if (kind && isOfficer(ctx.office, ctx.by.openId)) return newTemplate(ctx, file, kind)
  const last = await near.lastOf(ctx.trx, ctx.by.openId, ctx.today)
  if (!last || minutesSince(ctx, last.registeredAt) > attachWithin) return undefined
  return attach(ctx, last.id, file)
}

/** Minutes after a registration in which a file belongs to it. */
const attachWithin = 10
const minutesSince = (ctx: Ctx, at: Instant) => (msOf(ctx.now) - msOf(at)) / minutes(1)

function newTemplate(ctx: Ctx, file: SentFile, kind: PaperKind): Outcome {
  const person = ctx.by.openId
  const what = {
    errand: 'download',
    messageId: file.messageId,
    file: file.key,
    with: { person, kind, name: paperKinds[kind] },
  }
  return {
    entries: [],
    errands: [{ key: `template/${file.messageId}`, feature, answer: 'template', what }],
  }
}

/** Only its key at Feishu is kept. */
export async function attach(ctx: Ctx, id: string, file: SentFile): Promise<Outcome | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition || !isRegistered(petition)) return { refused: 'not-found', what: '此件' }
  await store.addFile(ctx.trx, petition, { key: file.key, kind: 'file', message: file.messageId })
  return answered(ctx, {
    entries: [{ feature, subject: id, verb: 'attach', facts: {} }],
    toast: `已作为${nameOfPetition(petition)}的附件`,
  })
}

const names = new RegExp(
  `(${Object.values(paperKinds)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`,
  'u',
)

const kindIn = (text: string): PaperKind | undefined => {
  const said = (find(text, names) ?? find(text, /(登记表|告知单)/u))?.groups[1]
  return said ? keysOf(paperKinds).find((one) => paperKinds[one].includes(said)) : undefined
}

export const paperCommands: Command[] = [
  command<About & { kind: string }>({
    name: '出文书',
    says: ['信访23号 受理告知书', '打印信访23号 登记表'],
    roles: [],
    inGroup: 'private',
    read(words, given) {
      const kind = kindIn(words.text)
      if (!kind || find(words.text, /送达(?!回证)|已告知|寄/u)) return undefined
      const about = readAbout(words, given, { says: /书|表|函|单|回证/u, date: 'none' })
      return about && 'slots' in about ? { slots: { ...about.slots, kind } } : about
    },
    act: (ctx, { ref, kind }) => onPetition(ctx, ref, (id) => makePaper(ctx, id, kind)),
  }),
  command<{ kind: PaperKind }>({
    name: '文书模板',
    says: ['模板 受理告知书'],
    roles: ['信访专员'],
    inGroup: 'private',
    read({ text }) {
      if (!find(text, /^\s*(?:查看|下载|要)?模板/u)) return undefined
      const kind = kindIn(text)
      return kind
        ? { slots: { kind } }
        : { refused: 'missing', what: '文书名称', example: '模板 受理告知书' }
    },
    async act(ctx, { kind }) {
      const what = {
        errand: 'upload',
        makes: 'template',
        args: { kind },
        with: { person: ctx.by.openId },
      }
      const said = `修改后以“${paperKinds[kind]}.docx”为文件名私聊发回，即为本单位模板。花括号内的位置名称请保留。`
      return {
        entries: [],
        errands: [{ key: `template/${ctx.act}`, feature, answer: 'paper', what }],
        tell: [{ kind: 'notice', ...ctx.answer, body: { said } }],
      }
    },
  }),
]
