using System.Globalization;
using CallCenter.Agent.Shell;
using CallCenter.Protocols;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Triage;

/// <summary>The engine's terms as a nurse says them.</summary>
public static class TriageWords
{
    public static UrgencyName Wire(Urgency urgency) => urgency switch
    {
        Urgency.Emergent => UrgencyName.Emergent,
        Urgency.Urgent => UrgencyName.Urgent,
        Urgency.Today => UrgencyName.Today,
        Urgency.Routine => UrgencyName.Routine,
        Urgency.Planned => UrgencyName.Planned,
    };

    /// <summary>"24 h", "14 d" or "30 min" as a time; null for a promise that is none, or counts business days.</summary>
    public static TimeSpan? Promise(string within) => within.Split(' ') is [var number, var unit] && int.TryParse(number, CultureInfo.InvariantCulture, out var count)
        ? unit switch { "min" => TimeSpan.FromMinutes(count), "h" => TimeSpan.FromHours(count), "d" => TimeSpan.FromDays(count), _ => null }
        : null;

    public static string Say(Answer answer) => answer switch
    {
        Answer.Present => "yes",
        Answer.Absent => "no",
        Answer.Unsure => "not sure",
    };

    public static string Say(Standing standing) => standing switch
    {
        Standing.Present => "yes",
        Standing.Absent => "no",
        Standing.Unsure => "not sure",
        Standing.Open => "not answered",
        Standing.NotApplicable => "does not apply",
    };

    public static string Say(AnswerSource source) => source switch
    {
        AnswerSource.Asked => "asked",
        AnswerSource.Heard => "heard",
        AnswerSource.Chart => "chart",
        AnswerSource.Device => "device",
        AnswerSource.CallerOffered => "offered",
        AnswerSource.CallHistory => "call history",
    };

    public static string OverrideReason(string code) => code switch
    {
        "clinical_judgment" => "Clinical judgment",
        "caller_worried" => "The caller is very worried",
        "cannot_reach_care_in_time" => "Cannot reach care in time",
        "practice_direction" => "The practice directs it",
        "care_plan" => "The care plan says so",
        "clinician_advised" => "A clinician advised it",
        "known_usual_state" => "Known usual state",
        "advance_directive" => "Advance directive",
        _ => code,
    };

    public static string Action(string action) => action switch
    {
        "help_911" => "Stay on the line while 911 is called (press 9 for the words)",
        "poison_center" => "Bring in the poison center",
        "crisis_line" => "Bring in the crisis line",
        "interpreter" => "Bring in an interpreter",
        _ => action,
    };

    /// <summary>A line of the explanation, as one would say it: the disposition, what holds it, and the known facts that raised it.</summary>
    public static string Reason(ReasonLine reason, TriagePackage package)
    {
        var said = reason switch
        {
            { ByFact: true } => ", measured",
            { Answer: { } answer, Source: { } source } => $", {Say(answer)} ({Say(source)})",
            _ => "",
        };
        // A risk nobody knows raises as one that is there.
        var risks = reason.RaisedBy is { } condition && ConditionParser.Parse(condition).Condition is { } parsed ? parsed.Facts().Select(f => Risk(f, reason, package)).OfType<string>().ToList() : [];
        var raised = risks.Count > 0 ? $"; raised by: {string.Join(", ", risks)}" : "";
        var where = reason.ProtocolId is { } id ? $" · {package.FindProtocol(id)?.Title.Text ?? id} {reason.ProtocolVersion}" : "";
        return $"{reason.Disposition.Title.Text}: {reason.Text.Text}{said}{raised}{where}";
    }

    private static string? Risk(string fact, ReasonLine reason, TriagePackage package)
    {
        var title = package.FindFact(fact)?.Title.Text ?? fact;
        return reason.Facts.FirstOrDefault(f => f.Fact == fact) is { Value: { } value } ? $"{title} {value}" : reason.NotKnown.Contains(fact) ? $"{title} not known" : null;
    }

    /// <summary>"Blood thinner: yes"</summary>
    public static string Known(FactView fact) => $"{fact.Title.Text}: {(fact.Reading.Value is { } value ? $"{value} {fact.Unit}".TrimEnd() : "asked, not known")}";

    /// <summary>"chart: apixaban, 12 Nov 2026"</summary>
    public static string From(FactView fact)
    {
        var source = Say(fact.Reading.Source);
        var detail = fact.Reading.Detail ?? "";
        return string.Join(", ", new[] { detail.StartsWith(source, StringComparison.Ordinal) ? null : source, detail, fact.Reading.On is { } on ? PracticeTime.Day(on) : null }.Where(t => !string.IsNullOrEmpty(t)));
    }

    /// <summary>What the nurse entered, as one would say it.</summary>
    public static string Entry(TriageEvent entry, TriagePackage package) => entry switch
    {
        Answered e => $"“{Question(package, e.ProtocolId, e.QuestionId)}” {Say(e.Answer)}",
        Corrected e => $"“{Question(package, e.ProtocolId, e.QuestionId)}” corrected to {(e.Answer is { } answer ? Say(answer) : "not answered")}",
        FactSet e => $"{package.FindFact(e.Reading.Fact)?.Title.Text ?? e.Reading.Fact} {e.Reading.Value?.ToString() ?? "not known"}",
        ProtocolAdded e => $"Protocol “{package.FindProtocol(e.ProtocolId)?.Title.Text ?? e.ProtocolId}”",
        DispositionConfirmed e => $"Confirmed “{package.FindDisposition(e.Code)?.Title.Text ?? e.Code}”",
        DispositionTold e => $"Told “{package.FindDisposition(e.Code)?.Title.Text ?? e.Code}”",
        Overridden e => $"Decided “{package.FindDisposition(e.To)?.Title.Text ?? e.To}”",
        AdviceRead => "Advice read",
        TeachBack => "Said back",
        CallerIntention => "What the caller means to do",
        ActionDone e => Action(e.Action),
        Noted => "A note",
        Paused => "Paused",
        Resumed => "Resumed",
        _ => entry.GetType().Name,
    };

    private static string Question(TriagePackage package, string protocol, string question) =>
        package.FindProtocol(protocol)?.Questions.FirstOrDefault(q => q.Question.Id == question).Question?.Q.Text ?? $"{protocol}/{question}";

    public static string NotSure(UnknownRule rule, TriagePackage package) => rule.Kind switch
    {
        UnknownKind.Act => "“Not sure” counts as yes here",
        UnknownKind.AtLeast => $"“Not sure” means at least: {package.FindDisposition(rule.AtLeast ?? "")?.Title.Text ?? rule.AtLeast}",
        UnknownKind.Clear => $"“Not sure” counts as no here: {rule.WhyClear}",
    };
}
