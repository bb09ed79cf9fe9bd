// Telephone numbers, typed or spoken: 13800000000, 一三八零零…, 幺三八…, 0531-00000000.
import { fold, type Span } from './fold.ts'
import { readDigits } from './numerals.ts'

export interface Phone {
  phone: string
  span: Span
}

const D = '[0-9零〇○一二三四五六七八九幺]'
const NOT = '(?<![0-9零〇○一二三四五六七八九幺])'
const END = '(?![0-9零〇○一二三四五六七八九幺])'
const MOBILE = `(?:\\+?86[ -]?)?(?<mobile>[1一幺][ -]?${D}{2}[ -]?${D}{4}[ -]?${D}{4})`
const LANDLINE = `\\(?(?<area>[0零〇]${D}{2,3})\\)?[ -]{0,3}(?<line>${D}{4}[ -]?${D}{3,4})(?:[ -]{0,2}(?:转|分机)[ :]?(?<ext>[0-9]{1,6}))?`
const PHONE = new RegExp(`${NOT}(?:${MOBILE}|${LANDLINE})${END}`, 'gu')

export const readPhones = (text: string): Phone[] => {
  const folded = fold(text)
  return [...folded.text.matchAll(PHONE)].flatMap(({ 0: said, index, groups = {} }) => {
    const phone = groups.mobile ? digits(groups.mobile) : landline(groups)
    return phone ? [{ phone, span: folded.origin(index, index + said.length) }] : []
  })
}

export const readPhone = (text: string): Phone | undefined => readPhones(text)[0]

const landline = ({ area = '', line = '', ext }: Record<string, string | undefined>) =>
  `${digits(area)}-${digits(line)}${ext ? `转${ext}` : ''}`

const digits = (text: string) => readDigits(text.replace(/[ -]/g, '')) ?? ''
