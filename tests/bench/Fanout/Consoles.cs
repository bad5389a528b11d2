using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace CallCenter.Bench.Fanout;

/// <summary>So many open lines; each notes when which push came. The first one keeps the pushes too.</summary>
internal sealed class Consoles
{
    private const byte EndOfRecord = 0x1e;
    private readonly List<Console> _all = [];

    public int Count => _all.Count;

    /// <summary>The pushes of the first console since the start of the round.</summary>
    public IReadOnlyList<byte[]> Pushes => _all[0].Kept;

    public static async Task<Consoles> OpenAsync(Uri url, CookieContainer? cookies, bool hub, int count)
    {
        var consoles = new Consoles();
        for (var i = 0; i < count; i++)
        {
            var socket = new ClientWebSocket();
            socket.Options.Cookies = cookies;
            await socket.ConnectAsync(url, CancellationToken.None);
            if (hub) await socket.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            var console = new Console(socket, keeps: i == 0);
            consoles._all.Add(console);
            _ = console.ListenAsync();
        }

        return consoles;
    }

    public void Begin() => _all.ForEach(c => c.Begin());

    /// <summary>Every arrival of every console: the push's number and when.</summary>
    public IEnumerable<(long Sequence, long At)> Arrivals => _all.SelectMany(c => c.Arrivals);

    private sealed class Console(ClientWebSocket socket, bool keeps)
    {
        private List<(long Sequence, long At)> _arrivals = [];

        public List<byte[]> Kept { get; private set; } = [];

        public List<(long Sequence, long At)> Arrivals => _arrivals;

        public void Begin() => (_arrivals, Kept) = ([], []);

        public async Task ListenAsync()
        {
            var buffer = new byte[256 * 1024];
            for (var filled = 0; ;)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None);
                filled += part.Count;
                if (!part.EndOfMessage) continue;
                var at = Stopwatch.GetTimestamp();
                foreach (var range in Records(buffer.AsSpan(0, filled))) Take(buffer.AsSpan(range), at);
                filled = 0;
            }
        }

        private static List<Range> Records(ReadOnlySpan<byte> message)
        {
            var (ranges, start) = (new List<Range>(), 0);
            for (var end = message.IndexOf(EndOfRecord); end >= 0; end = message[start..].IndexOf(EndOfRecord) is var more and >= 0 ? start + more : -1)
            {
                ranges.Add(start..end);
                start = end + 1;
            }

            return ranges;
        }

        private void Take(ReadOnlySpan<byte> record, long at)
        {
            var name = "\"sequence\":"u8;
            if (record.IndexOf("QueueChanged"u8) < 0 || record.IndexOf(name) is not (>= 0 and var found)) return;
            var digits = record[(found + name.Length)..];
            var length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            _arrivals.Add((long.Parse(Encoding.ASCII.GetString(digits[..length])), at));
            if (keeps) Kept.Add(record.ToArray());
        }
    }
}
