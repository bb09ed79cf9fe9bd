// An echo bot on the official SDK alone, over the long connection: says texts back, sends pictures back.
import * as lark from '@larksuiteoapi/node-sdk'

const { APP_ID: appId = '', APP_SECRET: appSecret = '', DOMAIN: domain = '' } = process.env
const client = new lark.Client({ appId, appSecret, domain })
const { message: messages, image: images, messageResource } = client.im.v1

const handlers = new lark.EventDispatcher({}).register({
  'im.message.receive_v1': async ({ message: { message_id, message_type, content } }) => {
    const said = JSON.parse(content)
    const echo = message_type === 'image' ? await picture(message_id, said.image_key) : said
    const data = { msg_type: message_type, content: JSON.stringify(echo) }
    await messages.reply({ path: { message_id }, data })
  },
})

async function picture(message_id: string, file_key: string) {
  const path = { message_id, file_key }
  const got = await messageResource.get({ path, params: { type: 'image' } })
  const bytes = Buffer.concat(await got.getReadableStream().toArray())
  return images.create({ data: { image_type: 'message', image: bytes } })
}

void new lark.WSClient({ appId, appSecret, domain }).start({ eventDispatcher: handlers })
