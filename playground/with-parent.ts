// Loaded before the bot in a child process: when the parent is gone, however it went, the bot ends
// as by SIGTERM. A second later it is gone even if that hangs.
if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 1000).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel.unref()
}
