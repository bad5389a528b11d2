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
    for (var r = 0; r < 600; r++)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++) action();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / 20);
        bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
    }
    Console.WriteLine($"{what}: {best:0} ns, {bytes} B");
}
Measure("evaluate", () => TriageEngine.Evaluate(package, log));
Measure("result", () => TriageEngine.Result(package, log));
var list = new List<TriageEvent>(log);
Measure("fold only (fault)", () => { });
Console.WriteLine($"{log.Count} events, {TriageEngine.Evaluate(package, log).FactsToAsk.Count} facts to ask, reasons {TriageEngine.Evaluate(package, log).Reasons.Count}, changes {TriageEngine.Evaluate(package, log).WhatWouldChange.Count} advice {TriageEngine.Evaluate(package, log).Advice.Count}");
if (args.Length > 1) { var until = Stopwatch.StartNew(); while (until.ElapsedMilliseconds < 6000) { if (args[1] == "result") TriageEngine.Result(package, log); else TriageEngine.Evaluate(package, log); } }
