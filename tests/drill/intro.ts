import { availableParallelism, cpus, totalmem } from 'node:os';

/** What docs/drills.md says before its table. */
export const intro = (): string => `# Fault drills

Written by \`npm run drill\`: real browsers with the built extension, the stage as claude.ai, and everything that can go wrong on purpose.
"soak" alone runs in no browser: no real one can have its clock run a thousand times as fast, alarms and all.
Chance comes from a seed; \`npm run drill -- --only <drill> --browser firefox --seed <seed>\` does the same again, \`--quick\` a few minutes of all.

The bars are 0 in every column from "drafts lost" on:

- **drafts lost**: text that was typed stands nowhere any more: not in the composer, not among the kept drafts, not in the chat.
- **snapshots lost**: a copy that was in the library is gone, or its bytes aren't those that its name says.
- **duplicate messages**: a message stands twice in a chat at claude.ai.
- **uncaught errors**: of any of the extension's scripts, \`console.error\` included.
- **wrong greens**: "all is well" while it isn't.
- **not finished**: what had to come in the end (the prompt, the way back to the chat, the whole backup) never came.

**A full disk.** In Chromium a write that is broken off on a disk without a byte stays in the middle of the database's log, and Chromium goes
on writing behind it: what is written after there is room again can be gone with the next start of the browser, and the whole library with it,
which Chromium then takes for damaged and deletes. It tells an extension how much is left, so Lifeline begins no write of its own and opens no
database with less than 8 MB left, and keeps no chat with less than 64 MB left. It looks ten times a second. A backup may still be
writing in the very moment in which another program takes the last byte: for that, the next opening once there is room writes 8 MB beside the library
and deletes them again, so that Chromium begins a new log before it sees the torn one twice. Until there is room for that (64 MB), Lifeline doesn't
open a library it knows to be torn. Tried by hand with Chromium 156, those margins taken out of all but this, a disk that got full in mid-backup,
then room, the page loaded again or closed or the browser ended, and three new starts: without it all 60 chats were gone in 6 of 6 tries, with it in
none of 7. **What that doesn't hold**: with the wait for 64 MB taken out as well, on a machine with much other work, they were gone in 1 of 8 tries
with it (the page was closed 2 s after there was room; why is not known). And a chat torn while it was kept by itself, with the browser ended before
there is room: nothing tells of it then. Chromium grants extensions no protected storage for asking (\`persist()\` says no), and it would not be about that.
Firefox doesn't tell what is left, and undoes a write that finds no room. In both, drafts go to memory then and to the disk as soon as there
is room; a browser that is ended before that takes those with it.

**The background ended.** Nothing outside changes between two things that a script waits for, so it is ended at those: before each call to
the browser or the network, after its answer, after a timer, after each answer of the database. A place is what is waited for and the line and
column of the script, with the caller where many share a wrapper; "60 of 88 places" are 60 different ones of 88 that the flow comes to in
rounds in which nobody dies (a poll comes to its place hundreds of times and is one). It is ended several times in one round: each life at the
first place that it comes to where none has ended, after a number of others that is drawn by the seed. One that begins after an end may be ended once
it is 0.4 s old and has answered what the one before was ended over: what Lifeline says to its background it says twice, not three times. There it goes still, in the middle of
what it was writing, and is ended by the browser. A place is done when what had to come came. When it didn't, each place of the round is done once
more, alone; where none of them is enough by itself the miss says "only one after the other". The way there is walked again for
each round, and some places are come to by chance: what is left after four rounds in vain stays undone. As many are done as there is
time for; \`--minutes 120\` does more, \`--parallel 4\` four flows at a time, and \`--continue\` goes on where the last run with this build has stopped,
so that a row may be the sum of several runs.

Machine of the last run: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}; browsers headless.`;
