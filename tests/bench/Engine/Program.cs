using System.Diagnostics;
using System.Text.Json;
using CallCenter.Bench.Engine;

// engine answer CONFIG    one answer over five joined protocols, beside a bare Stateless transition; one JSON object
// engine ladders CONFIG   the same five ladders as JSON, for the statechart
// engine protocols CONFIG one process start: loading, verifying the shipped and 1,000 generated protocols; one JSON object
var (mode, config) = (args[0], args[1]);
Console.WriteLine(JsonSerializer.Serialize(mode switch
{
    "answer" => new OneAnswer(config).Measure(),
    "ladders" => new OneAnswer(config).Ladders(),
    "protocols" => Verifying.Measure(config),
    _ => throw new ArgumentException($"There is no mode '{mode}'"),
}));

namespace CallCenter.Bench.Engine
{
    internal sealed record Cost(double Ns, long Bytes)
    {
        /// <summary>The tenth percentile of many short batches: other processes of the machine add time and never take any.</summary>
        public static Cost Of(Action action)
        {
            const int perBatch = 20, batches = 500;
            for (var i = 0; i < 20_000; i++) action();
            var times = new double[batches];
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var batch = 0; batch < batches; batch++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < perBatch; i++) action();
                times[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / perBatch;
            }
            var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (batches * perBatch);
            Array.Sort(times);
            return new(times[batches / 10], bytes);
        }
    }

    internal static class Config
    {
        public static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
    }
}
