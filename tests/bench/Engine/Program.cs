using System.Diagnostics;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

var files = Directory.EnumerateFiles(args[0], "*.yaml", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(args[0], f), File.ReadAllText);
var t0 = Stopwatch.GetTimestamp();
var package = TriageLoader.Load(files).Package!;
Console.WriteLine($"load {Stopwatch.GetElapsedTime(t0).TotalMilliseconds} ms");
t0 = Stopwatch.GetTimestamp();
TriageVerifier.Verify(files, new DateOnly(2026, 11, 23));
Console.WriteLine($"verify cold {Stopwatch.GetElapsedTime(t0).TotalMilliseconds} ms");
t0 = Stopwatch.GetTimestamp();
TriageVerifier.Verify(files, new DateOnly(2026, 11, 23));
Console.WriteLine($"verify warm {Stopwatch.GetElapsedTime(t0).TotalMilliseconds} ms");
t0 = Stopwatch.GetTimestamp();
TriageVerifier.Verify(files, new DateOnly(2026, 11, 23), 0);
Console.WriteLine($"verify warm without callers {Stopwatch.GetElapsedTime(t0).TotalMilliseconds} ms");
var by = new Actor("n", "N");
var log = new List<TriageEvent> { new Opened(Guid.NewGuid(), default, by, package.Digest, [new("age_years", FactValue.Of(61), AnswerSource.Chart), new("heart_failure", FactValue.Of(true), AnswerSource.Chart), new("diabetes", FactValue.Of(true), AnswerSource.Chart)]) };
foreach (var p in (string[])["chest-pain", "breathing-trouble", "heart-failure-fluid", "dizzy-faint"]) log.Add(new ProtocolAdded(Guid.NewGuid(), default, by, p));
var questions = TriageEngine.Evaluate(package, log).Protocols.SelectMany(p => p.Questions).Where(q => q.Standing == Standing.Open).ToList();
Console.WriteLine($"{TriageEngine.Evaluate(package, log).Protocols.Count} protocols {questions.Count} questions");
foreach (var q in questions.Where((_, i) => i % 2 == 0)) log.Add(new Answered(Guid.NewGuid(), default, by, q.ProtocolId, q.Id, Answer.Absent, AnswerSource.Asked));
var last = questions[1];
log.Add(new Answered(Guid.NewGuid(), default, by, last.ProtocolId, last.Id, Answer.Absent, AnswerSource.Asked));
void Measure(string what, Action action)
{
    for (var i = 0; i < 5000; i++) action();
    var best = double.MaxValue; long bytes = 0;
    for (var r = 0; r < 15; r++)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1000; i++) action();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / 1000);
        bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }
    Console.WriteLine($"{what}: {best:0} ns, {bytes} B");
}
Measure("evaluate", () => TriageEngine.Evaluate(package, log));
