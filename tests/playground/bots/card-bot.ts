// A card bot on the official SDK alone, by webhook: welcomes with a card by template, turns it into another when tapped.
import { createServer } from 'node:http'
import * as lark from '@larksuiteoapi/node-sdk'

const { APP_ID: appId = '', APP_SECRET: appSecret = '', DOMAIN: domain = '' } = process.env
const { ENCRYPT_KEY: encryptKey = '', WELCOME = '', DONE = '', PORT } = process.env
const client = new lark.Client({ appId, appSecret, domain })

const template = (template_id: string, template_variable: Record<string, string>) => ({
  type: 'template',
  data: { template_id, template_variable },
})

const handlers = new lark.EventDispatcher({ encryptKey }).register({
  'im.chat.access_event.bot_p2p_chat_entered_v1': async ({ operator_id }) => {
    const receive_id = operator_id?.open_id ?? ''
    const content = JSON.stringify(template(WELCOME, { open_id: receive_id }))
    const data = { receive_id, msg_type: 'interactive', content }
    await client.im.v1.message.create({ params: { receive_id_type: 'open_id' }, data })
  },
  'card.action.trigger': async ({ operator }: { operator: { open_id: string } }) => ({
    toast: { type: 'success', content: 'done', i18n: { zh_cn: '已处理' } },
    card: template(DONE, { open_id: operator.open_id }),
  }),
})

createServer(lark.adaptDefault('/webhook', handlers, { autoChallenge: true })).listen(
  Number(PORT),
  '127.0.0.1',
)
