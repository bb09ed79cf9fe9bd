// 检举控告: handed over on paper; of it the bot keeps form, date and signer (domain.md §6.2).
import { day, firstWorkdayAfter, sayDue } from '../../calendar.ts'
import { command, type Due, type Line, type Tap, type View } from '../../feature.ts'
import type { Refusal } from '../../refusal.ts'
import { instantAt } from '../../when.ts'
import { feature, viewTo } from '../acts/perform.ts'
import { handedButton } from '../buttons.ts'
import { isOfficer, officers } from '../who.ts'
import { formWords } from '../words.ts'
import { type AccusationRead, readAccusation } from './reading.ts'
import * as store from './store.ts'

const needsOfficer: Refusal = { refused: 'not-allowed', needs: ['信访专员'] }

export const registerAccusation = command<AccusationRead>({
  name: '检举控告件',
  says: ['收到举报信 11月24日收到'],
  roles: ['信访专员'],
  inGroup: 'private',
  read: readAccusation,
  async act(ctx, { form, receivedAt }) {
    if (!isOfficer(ctx.office, ctx.by.openId)) return { refused: 'accusation' }
    const id = ctx.id()
    await store.addAccusation(ctx.trx, {
      id,
      form,
      receivedAt,
      registrar: ctx.by.openId,
      on: ctx.today,
    })
    const at = instantAt(firstWorkdayAfter(ctx.office.holidays, ctx.today).day, '08:35')
    return {
      entries: [
        { feature, subject: id, verb: 'accusation', facts: { form, received: receivedAt } },
      ],
      tell: [viewTo(ctx.by.openId, id, 'accusation')],
      arm: [{ feature, subject: id, kind: 'hand_over', at }],
    }
  },
})

export const accusationView: View = {
  async person(ctx, id, _args, person) {
    const it = await store.findAccusation(ctx.trx, id)
    if (!it || !isOfficer(ctx.office, person.openId)) return 'gone'
    const said = `${formWords[it.form]}，${sayDue(ctx.office.holidays, it.receivedAt, { today: ctx.today })}收到。内容不在本平台登记。`
    if (it.handedOn)
      return {
        title: '检举控告件',
        light: 'green',
        tag: '已移交',
        blocks: [
          {
            kind: 'text',
            text: `${said}纸质件已移交纪检（${sayDue(ctx.office.holidays, it.handedOn, { today: ctx.today })}，签收人${it.signer ?? ''}）。`,
          },
        ],
      }
    return {
      title: '检举控告件',
      light: 'yellow',
      tag: '待移交',
      blocks: [
        { kind: 'text', text: said },
        {
          kind: 'note',
          text: '请于下一工作日前将纸质件移交纪检。同信另有诉求的，诉求部分请用中性语句另行登记。被反映人、事由不得录入。',
        },
        {
          kind: 'form',
          name: 'handed',
          fields: [
            { kind: 'date', name: 'day', label: '移交日期' },
            { kind: 'input', name: 'signer', label: '签收人', maxLength: 40 },
          ],
          buttons: [{ text: '纸质件已移交纪检', payload: handedButton.on(id), style: 'primary' }],
        },
      ],
    }
  },
}

export const handed: Tap = handedButton.tap(async (ctx, id, _value, form) => {
  if (!isOfficer(ctx.office, ctx.by.openId)) return needsOfficer
  const it = await store.findAccusation(ctx.trx, id, true)
  if (!it) return { refused: 'not-found', what: '此件' }
  if (it.handedOn) return { refused: 'already', what: '此件', done: '移交纪检', on: it.handedOn }
  if (!form.signer) return { refused: 'missing', what: '签收人', example: '戚某' }
  const on = form.day ? day(form.day) : ctx.today
  if (on > ctx.today) return { refused: 'future', what: '移交日期', day: on }
  if (on < it.receivedAt)
    return { refused: 'before-receipt', what: '移交日期', day: on, received: it.receivedAt }
  await store.noteHanded(ctx.trx, it, on, form.signer)
  return {
    entries: [{ feature, subject: id, verb: 'handed', facts: { on } }],
    arm: [{ feature, subject: id, kind: 'hand_over', at: null }],
    toast: '已记录移交纪检',
  }
})

/** Each working day until the signer is entered. */
export const handOver: Due = async (ctx, id) => {
  const it = await store.findAccusation(ctx.trx, id)
  if (!it || it.handedOn) return { lines: [] }
  const text = '有一件纸质件尚未录入移交纪检的日期和签收人，请办理。'
  const lines = officers(ctx.office).map(
    (o): Line => ({ to: { person: o.openId }, text, rank: 'late', standsOut: 'legal' }),
  )
  return { lines, next: instantAt(firstWorkdayAfter(ctx.office.holidays, ctx.today).day, '08:35') }
}
