// A plain Word document from paragraphs: A4, the margins and type of an official paper, no watermark, nothing but the text. It is
// what a template is made of; the office may put its own in its place.
import PizZip from 'pizzip'

export interface Line {
  text: string
  as?: 'title' | 'number' | 'right' | 'body' | 'flush'
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const parts = 'http://schemas.openxmlformats.org/package/2006'
const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

export function sheetOf(lines: Line[]): Uint8Array {
  const zip = new PizZip()
  zip.file('[Content_Types].xml', types)
  zip.file('_rels/.rels', relations)
  zip.file('word/document.xml', bodyOf(lines))
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' })
}

const types = `${head}<Types xmlns="${parts}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${document}"/></Types>`
const relations = `${head}<Relationships xmlns="${parts}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

/** 公文用纸 A4，天头37毫米，订口28毫米（GB/T 9704）. */
const page =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'

const bodyOf = (lines: Line[]) =>
  `${head}<w:document xmlns:w="${word}"><w:body>${lines.map(paragraph).join('')}${page}</w:body></w:document>`

interface Style {
  align: string
  font: string
  size: number
  indent: boolean
}

const styles: Record<NonNullable<Line['as']>, Style> = {
  title: { align: 'center', font: '宋体', size: 44, indent: false },
  number: { align: 'center', font: '仿宋', size: 32, indent: false },
  right: { align: 'right', font: '仿宋', size: 32, indent: false },
  body: { align: 'both', font: '仿宋', size: 32, indent: true },
  flush: { align: 'left', font: '仿宋', size: 32, indent: false },
}

function paragraph({ text, as = 'body' }: Line): string {
  const { align, font, size, indent } = styles[as]
  const first = indent ? '<w:ind w:firstLineChars="200" w:firstLine="640"/>' : ''
  const run = `<w:rPr><w:rFonts w:ascii="${font}" w:eastAsia="${font}" w:hAnsi="${font}"/><w:sz w:val="${size}"/></w:rPr>`
  return `<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/>${first}<w:jc w:val="${align}"/></w:pPr><w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
