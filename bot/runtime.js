// Plain JavaScript on purpose: it must run on the Node that cannot run the rest, to say so in one sentence.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `duban 需要 Node 24 或更高版本，当前为 ${process.versions.node}。请重新执行 npm ci（会附带所需版本），或安装 Node 24。`,
  )
  process.exit(1)
}
