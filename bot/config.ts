// Settings from the environment, the only reader of it. Wrong or missing ones stop the start, all listed at once.
import { z } from 'zod'
import { parseDataKey } from '../db/vault.ts'

const appId = z
  .string('FEISHU_APP_ID：请填写开放平台“凭证与基础信息”里的 App ID')
  .regex(/^cli_[0-9a-f]{16}$/i, 'FEISHU_APP_ID：格式应为 cli_ 加 16 位十六进制')

const dataKey = (name: string) =>
  z
    .string()
    .refine(
      (text) => parseDataKey(text),
      `${name}：应为 64 位十六进制或 44 位 base64（32 字节），可用 openssl rand -hex 32 生成`,
    )
    .optional()

/** Where the data lies, and under which key. */
const store = {
  DATABASE_URL: z.string().optional(),
  MIGRATE_URL: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  DATA_KEY: dataKey('DATA_KEY'),
}

const schema = z
  .object({
    ...store,
    FEISHU_APP_ID: appId,
    FEISHU_APP_SECRET: z
      .string('FEISHU_APP_SECRET：请填写开放平台的 App Secret')
      .min(1, 'FEISHU_APP_SECRET：不能为空'),
    FEISHU_ENCRYPT_KEY: z.string().default(''),
    FEISHU_VERIFICATION_TOKEN: z.string().default(''),
    FEISHU_DOMAIN: z
      .url('FEISHU_DOMAIN：请填写完整网址')
      .refine(
        (url) => !url.includes('larksuite.com'),
        'FEISHU_DOMAIN：仅支持飞书境内版（数据须存放境内）',
      )
      .default('https://open.feishu.cn'),
    FEISHU_EVENTS: z
      .enum(['webhook', 'websocket'], 'FEISHU_EVENTS：只能是 webhook 或 websocket')
      .default('webhook'),
    HOST: z.string().default('0.0.0.0'),
    PORT: z.coerce
      .number('PORT：应为数字')
      .int()
      .min(0)
      .max(65_535, 'PORT：应在 0 到 65535 之间')
      .default(8080),
    ADMIN_OPEN_IDS: z.string().default(''),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error'], 'LOG_LEVEL：debug、info、warn、error 之一')
      .default('info'),
  })
  .superRefine((env, ctx) => {
    const need = (ok: unknown, path: string, message: string) => {
      if (!ok) ctx.addIssue({ code: 'custom', path: [path], message: `${path}：${message}` })
    }
    if (env.FEISHU_EVENTS === 'webhook') {
      need(
        env.FEISHU_ENCRYPT_KEY,
        'FEISHU_ENCRYPT_KEY',
        'webhook 方式必须设置加密策略的 Encrypt Key，否则无法验证来源',
      )
      need(
        env.FEISHU_VERIFICATION_TOKEN,
        'FEISHU_VERIFICATION_TOKEN',
        '请填写加密策略里的 Verification Token',
      )
    }
    if (env.DATABASE_URL)
      need(env.DATA_KEY, 'DATA_KEY', '使用 Postgres 时必须设置（32 字节密钥），并另行妥善备份')
  })

export interface Store {
  database:
    | { kind: 'postgres'; url: string; migrateUrl: string }
    | { kind: 'folder'; folder: string }
  dataKey: Uint8Array | undefined
}

export interface Config extends Store {
  feishu: { appId: string; appSecret: string; domain: string }
  events: { kind: 'webhook'; encryptKey: string; verificationToken: string } | { kind: 'websocket' }
  host: string
  port: number
  admins: string[]
  logLevel: string
}

export class BadConfig extends Error {
  override name = 'BadConfig'
}

/** Throws BadConfig with one line per wrong setting. */
export function readConfig(env: Env): Config {
  const data = readEnv(schema, env)
  return {
    feishu: {
      appId: data.FEISHU_APP_ID,
      appSecret: data.FEISHU_APP_SECRET,
      domain: data.FEISHU_DOMAIN.replace(/\/+$/, ''),
    },
    events:
      data.FEISHU_EVENTS === 'webhook'
        ? {
            kind: 'webhook',
            encryptKey: data.FEISHU_ENCRYPT_KEY,
            verificationToken: data.FEISHU_VERIFICATION_TOKEN,
          }
        : { kind: 'websocket' },
    ...storeOf(data),
    host: data.HOST,
    port: data.PORT,
    admins: data.ADMIN_OPEN_IDS.split(/[,，\s]+/).filter(Boolean),
    logLevel: data.LOG_LEVEL,
  }
}

/** For what works on the data alone, without Feishu; `next` is the key that `rekey` changes to. */
export function readStore(env: Env): Store & { next: Uint8Array | undefined } {
  const data = readEnv(z.object({ ...store, NEW_DATA_KEY: dataKey('NEW_DATA_KEY') }), env)
  return { ...storeOf(data), next: data.NEW_DATA_KEY ? parseDataKey(data.NEW_DATA_KEY) : undefined }
}

type Env = Record<string, string | undefined>

function readEnv<T>(shape: z.ZodType<T>, env: Env): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = shape.safeParse(given)
  if (read.success) return read.data
  const lines = read.error.issues.map((issue) => `- ${issue.message}`)
  throw new BadConfig(['设置有误，未启动：', ...lines].join('\n'))
}

function storeOf(data: z.infer<z.ZodObject<typeof store>>): Store {
  const { DATABASE_URL: url, MIGRATE_URL: migrateUrl = url, DATA_KEY: key } = data
  return {
    database:
      url && migrateUrl
        ? { kind: 'postgres', url, migrateUrl }
        : { kind: 'folder', folder: data.DATA_DIR },
    dataKey: key ? parseDataKey(key) : undefined,
  }
}
