// Files and images: up by the bot, down by key (its own) or by message (what people sent).
import { newFileKey, newImageKey } from '../ids.ts'
import { type Json, parseObject, stringOf } from '../json.ts'
import type { StoredFile } from '../world.ts'
import type { ApiCall, Endpoint } from './call.ts'
import { ApiFault } from './fault.ts'
import { fieldOf } from './multipart.ts'
import { sentMessage } from './send.ts'

const uploading = ['im:resource', 'im:resource:upload']
const reading = ['im:message', 'im:message:readonly', 'im:message.history:readonly']

export const fileEndpoints: Endpoint[] = [
  { method: 'POST', path: '/im/v1/files', act: uploadFile, scopes: uploading },
  { method: 'POST', path: '/im/v1/images', act: uploadImage, scopes: uploading },
  { method: 'GET', path: '/im/v1/files/:key', act: download, scopes: ['im:resource'] },
  { method: 'GET', path: '/im/v1/images/:key', act: download, scopes: ['im:resource'] },
  {
    method: 'GET',
    path: '/im/v1/messages/:message_id/resources/:key',
    act: resource,
    scopes: reading,
  },
]

const fileTypes = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']

function uploadFile({ box, parts }: ApiCall): Json {
  const type = fieldOf(parts, 'file_type')
  const name = fieldOf(parts, 'file_name')
  const bytes = parts.find((part) => part.name === 'file')?.bytes
  if (!fileTypes.includes(type) || !name || !bytes)
    throw new ApiFault(234001, 'Invalid request param.')
  sized(bytes, box.limits.fileBytes)
  const key = newFileKey()
  box.world.files.set(key, { key, name, type, bytes, owner: 'bot' })
  return { file_key: key }
}

function uploadImage({ box, parts }: ApiCall): Json {
  const type = fieldOf(parts, 'image_type')
  const bytes = parts.find((part) => part.name === 'image')?.bytes
  if ((type !== 'message' && type !== 'avatar') || !bytes)
    throw new ApiFault(234001, 'Invalid request param.')
  sized(bytes, box.limits.imageBytes)
  const key = newImageKey()
  box.world.files.set(key, { key, name: `${key}.png`, type: 'image', bytes, owner: 'bot' })
  return { image_key: key }
}

function sized(bytes: Uint8Array, most: number) {
  if (bytes.length === 0) throw new ApiFault(234010, "File's size can't be 0.")
  if (bytes.length > most) throw new ApiFault(234006, 'The file size exceed the max value.')
}

function download(call: ApiCall): Response {
  const file = call.box.world.files.get(call.param('key'))
  if (file?.owner !== 'bot') throw new ApiFault(234008, 'The app is not the resource sender.')
  return bytesOf(file)
}

function resource(call: ApiCall): Response {
  const message = sentMessage(call)
  const { world } = call.box
  if (!world.chat(message.chat_id).bot) throw new ApiFault(234004, 'The app is not in the chat.')
  if (message.type === 'merge_forward' || message.type === 'interactive')
    throw new ApiFault(234043, 'Unsupported message type.')
  const content = parseObject(message.content)
  const key = call.param('key')
  const file = world.files.get(key)
  const inside = key === stringOf(content.file_key) || key === stringOf(content.image_key)
  const inPost = message.type === 'post' && message.content.includes(key)
  if (!file || !(inside || inPost))
    throw new ApiFault(234003, 'The resource is not in the message.')
  return bytesOf(file)
}

const bytesOf = ({ bytes, name }: StoredFile) =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
