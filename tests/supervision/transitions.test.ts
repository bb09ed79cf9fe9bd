// Every verb × every state of a task (domain.md §3.2): the table is written out here a second time, by the rulebook.
import { describe, expect, it } from 'vitest'
import { kindOf, needsLeader } from '../../handlers/supervision/course/source.ts'
import { sampleTasks } from '../../handlers/supervision/samples.ts'
import {
  allows,
  can,
  type State,
  stateWords,
  type Task,
  type Verb,
} from '../../handlers/supervision/task.ts'

const table: Record<Verb, readonly State[]> = {
  approve: ['proposed'],
  decline: ['proposed'],
  sign: ['ordered'],
  feedback: ['ordered', 'in_progress'],
  extend: ['ordered', 'in_progress'],
  report: ['ordered', 'in_progress'],
  accept: ['under_review'],
  giveBack: ['under_review'],
  signOff: ['awaiting_signoff'],
  demand: ['awaiting_signoff'],
  closeOut: ['completed'],
  object: ['ordered', 'in_progress'],
  uphold: ['objected'],
  reassign: ['ordered', 'in_progress'],
  suspend: ['ordered', 'in_progress'],
  resume: ['suspended'],
  urge: ['ordered', 'in_progress', 'objected'],
  hold: ['ordered', 'in_progress'],
  withdraw: ['ordered', 'in_progress', 'suspended', 'awaiting_signoff'],
  merge: ['ordered', 'in_progress'],
  reopen: ['completed', 'closed_out'],
}

const verbs = keysOf(allows)
const samples: readonly Task[] = Object.values(sampleTasks)
const inState = Map.groupBy(samples, ({ state }) => state)

function keysOf<K extends string>(it: Record<K, unknown>): K[] {
  return Object.keys(it) as K[]
}

describe('每个动作 × 每个状态', () => {
  it.each(
    verbs.flatMap((verb) =>
      keysOf(stateWords).map((state) => [verb, stateWords[state], state] as const),
    ),
  )('%s：%s', (verb, _words, state) => {
    const found = inState.get(state)?.map((task) => can(verb, task))
    expect(new Set(found)).toEqual(new Set([table[verb].includes(state)]))
  })

  it('表中没有漏掉动作', () => {
    expect(Object.keys(table).toSorted()).toEqual(verbs.toSorted())
  })
})

describe('来源决定审签层级', () => {
  it.each([
    ['11月23日局长办公会', 'meeting', true],
    ['局党组会', 'meeting', true],
    ['领导批示', 'instruction', true],
    ['上级交办（黄委）', 'superior', true],
    ['年度重点工作', 'yearly', false],
    ['信访事项', 'petition', false],
    ['谈话反映事项', 'talk', false],
    ['其他', 'other', false],
  ] as const)('%s', (source, kind, leader) => {
    expect(kindOf(source)).toBe(kind)
    expect(needsLeader({ sourceKind: kindOf(source) })).toBe(leader)
  })
})
