// The yearly notice of 2026 as published, and a second, slow way of counting days: a plain loop over
// the library's raw tables, sharing neither code nor data with the calendar.
import { readFileSync } from 'node:fs'

export const NOTICE_2026 = `国务院办公厅关于2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。`

interface Tables {
  holidays: Record<string, string>
  workdays: Record<string, string>
}
const raw: Tables = JSON.parse(
  readFileSync('node_modules/chinese-days/dist/chinese-days.json', 'utf8'),
)

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Every day from 2004-01-01 (a Thursday), one after the other. */
export const slowDays = (last: string): { day: string; works: boolean }[] => {
  const days: { day: string; works: boolean }[] = []
  let [year, month, date, weekday] = [2004, 1, 1, 4]
  for (;;) {
    const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
    days.push({ day, works: day in raw.workdays || (!(day in raw.holidays) && weekday < 6) })
    if (day === last) return days
    weekday = (weekday % 7) + 1
    const length = month === 2 && year % 4 === 0 ? 29 : (MONTHS[month - 1] ?? 31)
    date += 1
    if (date > length) [month, date] = [month + 1, 1]
    if (month > 12) [year, month] = [year + 1, 1]
  }
}
