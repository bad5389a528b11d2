using System.Text.Json;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;
using FsCheck.Xunit;

namespace CallCenter.Protocols.Tests.Triage.Properties;

/// <summary>Detours, replays and other machines change nothing that is shown.</summary>
[ForManyCallers]
public class ScreenTests
{
    private static readonly Dictionary<string, TriagePackage> InTheBrowser = [];
    private static readonly TriagePackage Reloaded = TriageLoader.Load(Shipped.Files, Shipped.Loaded).Package ?? throw new InvalidOperationException("the shipped package loads");

    [Property]
    public void The_order_of_answers_changes_nothing(RandomCaller caller)
    {
        var events = caller.Events();
        TriageEvent[] shuffled = [.. events];
        caller.Random(2).Shuffle(shuffled.AsSpan(1));
        Assert.Equal(Essence(caller, events), Essence(caller, shuffled));
    }

    [Property]
    public void A_correction_equals_fresh_entry(RandomCaller caller)
    {
        var random = caller.Random(6);
        List<TriageEvent> wrongFirst = [caller.Opens(), .. caller.Joined.Select(RandomCaller.Joins)];
        foreach (var q in caller.Asked) wrongFirst.Add(RandomCaller.Says(q.Protocol, q.Question, (Answer)random.Next(3)));
        foreach (var q in caller.Asked) wrongFirst.Add(RandomCaller.Corrects(q.Protocol, q.Question, caller.Answers[q]));
        Assert.Equal(Essence(caller, caller.Events()), Essence(caller, wrongFirst));
    }

    [Property]
    public void An_answer_withdrawn_is_an_answer_never_given(RandomCaller caller)
    {
        var log = caller.Events().ToList();
        var never = new List<TriageEvent>(log);
        foreach (var q in caller.Asked.Where((_, i) => i % 3 == 0))
        {
            log.Add(RandomCaller.Corrects(q.Protocol, q.Question, null));
            never.RemoveAll(e => e is Answered a && (a.ProtocolId, a.QuestionId) == q);
        }
        Assert.Equal(Essence(caller, never), Essence(caller, log));
    }

    [Property]
    public void Joining_twice_is_joining_once(RandomCaller caller)
    {
        var more = RandomCaller.Joins(caller.Package.Protocols[caller.Random(7).Next(caller.Package.Protocols.Count)].Id);
        Assert.Equal(Screen(caller, [.. caller.Events(), more]), Screen(caller, [.. caller.Events(), more, more with { Id = Guid.NewGuid() }]));
    }

    [Property]
    public void The_same_event_sent_twice_counts_once(RandomCaller caller)
    {
        var events = caller.Events();
        Assert.Equal(Screen(caller, events), Screen(caller, [.. events, .. events]));
    }

    [Property]
    public void A_log_written_and_read_replays_to_the_same_screens(RandomCaller caller)
    {
        var events = caller.Events();
        var half = caller.Random(8).Next(events.Count);
        var read = TriageEventJson.ReadLog(TriageEventJson.WriteLog(events));
        Assert.Equal(Screen(caller, events), Screen(caller, read));
        Assert.Equal(Screen(caller, [.. events.Take(half)]), Screen(caller, [.. read.Take(half)]));
    }

    [Property]
    public void The_browsers_package_gives_the_same_screen(RandomCaller caller)
    {
        TriagePackage browser;
        lock (InTheBrowser)
            if (!InTheBrowser.TryGetValue(caller.Package.Digest, out browser!))
                InTheBrowser[caller.Package.Digest] = browser = TriagePackageJson.Read(TriagePackageJson.Write(caller.Package));
        Assert.Equal(Screen(caller, caller.Events()), JsonSerializer.Serialize(TriageEngine.Evaluate(browser, caller.Events())));
    }

    [Property]
    public void A_reload_in_mid_call_changes_nothing_and_another_package_is_refused(RandomCaller caller)
    {
        var events = caller.Events();
        var (before, rest) = (events.Take(events.Count / 2).ToList(), events.Skip(events.Count / 2));
        var same = caller.Package.Digest == Reloaded.Digest;
        Assert.Equal(same, TriageEngine.Decide(Reloaded, before, rest.FirstOrDefault() ?? RandomCaller.Joins(caller.Joined[0])) is not Refused { Code: RefusalCode.PackageNotPinned });
        if (same) Assert.Equal(Screen(caller, events), JsonSerializer.Serialize(TriageEngine.Evaluate(Reloaded, [.. before, .. rest])));
    }

    [Property]
    public void A_session_replayed_on_its_own_package_ends_the_same(RandomCaller caller)
    {
        var replayed = SessionReplay.Of(caller.Package, caller.Package, caller.Events());
        Assert.Equal(ReplayOutcome.Same, replayed.Outcome);
        Assert.Empty(replayed.NotAsked);
        Assert.Empty(replayed.WithoutPlace);
    }

    /// <summary>What must not depend on order or detours: the result, its reasons, what is joined, open and missing.</summary>
    private static string Essence(RandomCaller caller, IReadOnlyList<TriageEvent> events)
    {
        var view = TriageEngine.Evaluate(caller.Package, events);
        Assert.Null(view.Fault);
        return string.Join('\n',
        [view.FinalDisposition.Code, view.ProtocolDisposition.Code, .. view.MissingForSigning.Select(m => m.Text).Order(StringComparer.Ordinal),
         .. view.Reasons.Select(r => $"{r.Rank} {r.ProtocolId} {r.RuleId} {r.Answer}").Order(StringComparer.Ordinal),
         .. view.Protocols.Select(p => p.Id).Order(StringComparer.Ordinal),
         .. view.Protocols.SelectMany(p => p.Questions).Where(q => q.IsOpenAboveResult).Select(q => $"open {q.ProtocolId}/{q.Id}").Order(StringComparer.Ordinal)]);
    }

    private static string Screen(RandomCaller caller, IReadOnlyList<TriageEvent> events)
    {
        var view = TriageEngine.Evaluate(caller.Package, events);
        Assert.Null(view.Fault);
        return JsonSerializer.Serialize(view);
    }
}
