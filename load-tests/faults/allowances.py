"""What the checker allows, all of it, in seconds. Each is a limit that the promises name.

| what is allowed | for how long | why |
|---|---|---|
| a dead instance is still answered | LATE after its lease | promise 2 |
| ... its owner crashed, joined, left or was paused meanwhile | until that is noticed, and one lease more | promise 2: a new owner knows of no heartbeats, so each lease starts over |
| ... two crashed together | CRASHES_NOTICED, and one lease more | when one was the oldest, the next asks the others who is left, and waits 5 s for the other one |
| ... the cluster was parted meanwhile | AGREE after healing, and one lease more | leases are held or start over while nodes miss one another |
| another node does not know yet what was acknowledged | NEWS | an acknowledgement says: on its backups, and on the node that answers |
| ... while members come and go | NEWS_SHAKEN | an event may be lost then; views are compared every 10 s |
| a node does not know what was acknowledged elsewhere while some are cut off, or paused | until AGREE after healing | promise 4. Not only across the cut: when the oldest members fall silent together, the others may lose one another too until they merge |
| a majority ends an instance that sends heartbeats to the minority only | until AGREE after healing | the majority does not hold leases; a later renewal wins when they meet. The minority holds its own. Of two nodes with a one-way cut, one may be alone and the other with the majority |
| ... while packets of some are lost | until AGREE after healing | the oldest member gives up whom it does not hear: when its own packets are lost, that may be anybody, so that nobody knows from outside who is the minority |
| a registration is lost when all are killed at once | acknowledged less than AT_RISK before | `--durability batched` |
| a node whose journal was damaged is incomplete after a restart of all | until AGREE after all are up | it has only what precedes the damage until it meets the others |
| a deregistration at a node that is cut off from who knows the instance | one lease after it | it says 204 to what it does not know; the lease ends by itself |
| a request that got no answer is carried out, or not | IN_FLIGHT, from when its node runs | nobody promised anything |
| a node that starts while the cluster is parted counts as cut off too | until AGREE after healing | it may have joined either side |

A pause of less than SHORT_PAUSE parts nobody: members are given up after 5 s. When a client itself did
not run (a stall, told in the history), limits are longer by that time.
"""

LATE = 1.0
NEWS = 1.0
NEWS_SHAKEN = 11.0
AGREE = 30.0
AT_RISK = 0.1
IN_FLIGHT = 15.0
SHORT_PAUSE = 3.0
CRASH_NOTICED = 1.5  # a killed process closes its connections
CRASHES_NOTICED = CRASH_NOTICED + 5.0
MOVED = 5.0  # after a node is ready, until partitions have moved to it

SILENCE = 1.0  # longest that a live node may say nothing
MASS = 10  # instances that a node loses within MASS_WITHIN, to call it an eviction
MASS_WITHIN = 2.0
