using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CallCenter.Bench.Fanout;

/// <summary>From the answer to the change until every console has it, on the product and on the bare host with the product's own bytes, in turns.</summary>
internal sealed class Measuring(Uri product, int productPid, Uri raw, int rawPid, string publicBase, string token, int consoles, TimeSpan length, int rounds)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync()
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = product };
        using var rawHttp = new HttpClient { BaseAddress = raw };
        await SignInAsync(http);
        var (hub, sockets) = (await Consoles.OpenAsync(Socket(product, "hubs/console"), Cookies, hub: true, consoles), await Consoles.OpenAsync(Socket(raw, "ws"), null, hub: false, consoles));
        var changes = new Changes(http, publicBase, token);
        for (var round = 0; round <= rounds; round++)
        {
            await changes.PrepareAsync((int)(length / Tick) + 10);
            var asked = new Dictionary<(string Call, bool Leaves), long>();
            var ours = await MeasureAsync(hub, productPid, async () => asked.TryAdd(await changes.NextAsync(), Stopwatch.GetTimestamp()),
                kept => kept.ToDictionary(Sequence, push => FirstAsked(push, asked)));
            var message = hub.Pushes[^1];
            var sent = new Dictionary<long, long>();
            var bare = await MeasureAsync(sockets, rawPid, async () =>
            {
                using var body = new ByteArrayContent(Numbered(message, sent.Count + 1));
                (await rawHttp.PostAsync("push", body)).EnsureSuccessStatusCode();
                sent.Add(sent.Count + 1, Stopwatch.GetTimestamp());
            }, _ => sent);
            // The first round warms both up.
            if (round > 0) System.Console.WriteLine(JsonSerializer.Serialize(new { bytes = message.Length, product = ours, raw = bare }));
        }
    }

    private static CookieContainer Cookies { get; } = new();

    private async Task<object> MeasureAsync(Consoles of, int pid, Func<Task> change, Func<IReadOnlyList<byte[]>, Dictionary<long, long>> sent)
    {
        of.Begin();
        var (cpu, begun) = (Cpu(pid), Stopwatch.StartNew());
        using (var timer = new PeriodicTimer(Tick))
            while (begun.Elapsed < length && await timer.WaitForNextTickAsync()) await change();
        // What is under way arrives.
        using (var rest = new PeriodicTimer(TimeSpan.FromSeconds(2))) await rest.WaitForNextTickAsync();
        var (when, arrivals) = (sent(of.Pushes), of.Arrivals.ToList());
        var late = arrivals.Where(a => when.GetValueOrDefault(a.Sequence, long.MaxValue) < long.MaxValue)
            .Select(a => Math.Max(0, Stopwatch.GetElapsedTime(when[a.Sequence], a.At).TotalMilliseconds)).Order().ToArray();
        return new { pushes = when.Count, delivered = arrivals.Count, p50 = At(late, 0.5), p99 = At(late, 0.99), cpuMicroseconds = (Cpu(pid) - cpu) * 1e6 / arrivals.Count, perSecond = when.Count / length.TotalSeconds };
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static long Sequence(byte[] record) => Delta(record).GetProperty("sequence").GetInt64();

    /// <summary>When the oldest of the changes was asked for that this push is the first to tell. What it says of a call that was told already (nobody answers her) happened later.</summary>
    private static long FirstAsked(byte[] push, Dictionary<(string Call, bool Leaves), long> asked) =>
        Calls(push).Select(c => asked.Remove(c, out var at) ? at : long.MaxValue).DefaultIfEmpty(long.MaxValue).Min();

    private static IEnumerable<(string Call, bool Leaves)> Calls(byte[] record) => Delta(record).GetProperty("changed").EnumerateArray().Select(c => (c.GetProperty("callId").GetString()!, false))
        .Concat(Delta(record).GetProperty("removed").EnumerateArray().Select(c => (c.GetString()!, true)));

    private static JsonElement Delta(byte[] record) => JsonSerializer.Deserialize<JsonElement>(record).GetProperty("arguments")[0];

    /// <summary>The product's own bytes with another number in them.</summary>
    private static byte[] Numbered(byte[] message, long sequence) => System.Text.Encoding.UTF8.GetBytes(
        System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(message), "\"sequence\":\\d+", $"\"sequence\":{sequence}") + '\u001e');

    private static async Task SignInAsync(HttpClient http)
    {
        var demo = await http.GetFromJsonAsync<JsonElement>("api/sign-in/demo");
        (await http.PostAsJsonAsync("api/sign-in", new { email = demo[0].GetProperty("email").GetString(), password = demo[0].GetProperty("password").GetString() })).EnsureSuccessStatusCode();
    }

    private static Uri Socket(Uri host, string path) => new UriBuilder(new Uri(host, path)) { Scheme = "ws" }.Uri;

    private static double Cpu(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ');
        return (double.Parse(fields[11]) + double.Parse(fields[12])) / 100;
    }
}
