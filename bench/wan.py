"""Distance on loopback: relays TCP as a far server's network would carry it, with round trips, slow start and limits."""

import asyncio
import collections
import threading
import time
from dataclasses import dataclass

READ = 16 * 1024
FIRST_WINDOW = 14_600  # bytes: ten segments, as RFC 6928 has it


@dataclass(frozen=True)
class Distance:
    """What lies between a client and a server: seconds, and bytes a second."""

    round_trip: float
    rate: float  # what one connection gets in the end
    link: float = 0  # what all get together; 0 for no limit


class Link:
    """A rate that all connections share; whoever comes first is served first."""

    def __init__(self, rate):
        self.rate = rate
        self.free_at = 0.0

    async def carry(self, count):
        if self.rate:
            self.free_at = max(self.free_at, time.monotonic()) + count / self.rate
            await until(self.free_at)


async def until(moment):
    await asyncio.sleep(max(0.0, moment - time.monotonic()))


class Window:
    """How much of a connection's bytes may be on their way: doubles with each round trip that has filled it."""

    def __init__(self, distance):
        self.size = FIRST_WINDOW
        self.round_trip = distance.round_trip
        self.most = max(FIRST_WINDOW, distance.rate * distance.round_trip)
        self.under_way = collections.deque()
        self.filled = 0

    async def admit(self, count):
        """Returns when so many bytes may be sent."""
        self._acknowledge(time.monotonic(), grow=False)
        while self.filled and self.filled + count > self.size:
            await until(self.under_way[0][0])
            self._acknowledge(self.under_way[0][0], grow=True)

    def _acknowledge(self, moment, grow):
        while self.under_way and self.under_way[0][0] <= moment:
            count = self.under_way.popleft()[1]
            self.filled -= count
            if grow:
                self.size = min(self.size + count, self.most)

    def sent(self, count):
        self.under_way.append((time.monotonic() + self.round_trip, count))
        self.filled += count


async def deliver(pieces, writer):
    """Writes pieces when their time has come; nothing ends them."""
    try:
        while (piece := await pieces.get()) is not None:
            due, data = piece
            await until(due)
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except (OSError, RuntimeError):
        pass  # the other side is gone


class Relay:
    """A far server's port, on a port of its own."""

    def __init__(self, distance, target):
        self.distance, self.target = distance, target
        self.link = Link(distance.link)
        self.connections = 0
        self.port = None
        # The loop itself only knows them weakly: what nobody holds is collected while it waits.
        self.server, self.relaying = None, set()

    async def listen(self):
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=4 * READ)
        self.port = self.server.sockets[0].getsockname()[1]

    def _accept(self, reader, writer):
        self.connections += 1
        task = asyncio.create_task(self._relay(reader, writer))
        self.relaying.add(task)
        task.add_done_callback(self.relaying.discard)

    async def _relay(self, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        asking = asyncio.create_task(self._ask(reader, far_writer))
        await self._answer(far_reader, writer)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        writer.close()
        far_writer.close()

    async def _ask(self, reader, writer):
        """What the client says arrives half a round trip later, and connecting takes a whole one before."""
        connected = time.monotonic() + self.distance.round_trip
        pieces = asyncio.Queue()
        delivery = asyncio.create_task(deliver(pieces, writer))
        try:
            while data := await reader.read(READ):
                await pieces.put((max(time.monotonic(), connected) + self.distance.round_trip / 2, data))
        except OSError:
            pass
        await pieces.put(None)
        await delivery

    async def _answer(self, reader, writer):
        window = Window(self.distance)
        pieces = asyncio.Queue(maxsize=int(window.most / READ) + 64)
        delivery = asyncio.create_task(deliver(pieces, writer))
        try:
            while data := await reader.read(READ):
                await window.admit(len(data))
                await self.link.carry(len(data))
                window.sent(len(data))
                await pieces.put((time.monotonic() + self.distance.round_trip / 2, data))
        except OSError:
            pass
        await pieces.put(None)
        await delivery


class Wan:
    """Relays that run beside the benchmark."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def relay(self, distance, target):
        relay = Relay(distance, target)
        asyncio.run_coroutine_threadsafe(relay.listen(), self.loop).result()
        return relay
