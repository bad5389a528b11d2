using System.Globalization;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Protocols;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using CallCenter.Protocols.Escalation.Simulation;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>Plays a case by the text somebody is writing, with the machine that runs the real ones. Nothing is sent.</summary>
internal static class FileSimulation
{
    private const int MostPages = 50;
    private const int LongestAnswer = 14400;
    private const int MostLines = 400;
    private static readonly Duration AfterDeadline = Duration.FromMinutes(15);
    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    public static Outcome<FileSimulated> Run(string practiceId, SimulateFile asked)
    {
        if (EscalationFileLoader.Load("", asked.Text ?? "").File is not { } file || file.Practice != practiceId) return FileRefusals.Faulty;
        if (!Clock.Parse(asked.At ?? "").TryGetValue(default, out var local)) return FileRefusals.Instant;
        if (People(file, asked.People ?? []) is not { } people) return FileRefusals.Person;
        return Play(file, WallClock.Start(file.Zone, local), asked.Disposition ?? "", DispositionWords.Urgency(asked.Urgency), people);
    }

    /// <summary>The whole case in words, until a while after its deadline.</summary>
    public static FileSimulated Play(EscalationFile file, Instant at, string disposition, Urgency urgency, IReadOnlyList<SimulatedAnswer> people)
    {
        var plan = EscalationPlan.For(file, disposition, urgency);
        var span = plan.AnswerRequired ? Duration.Max(plan.NotLaterThan + AfterDeadline, Duration.FromHours(1)) : Duration.FromMinutes(1);
        var played = EscalationSimulator.Run(file, at, disposition, urgency, people, span);
        return new FileSimulated(plan.ProtocolId, plan.AnswerRequired ? (int)plan.NotLaterThan.TotalSeconds : null, played.Ended,
            played.Final.Taken is { } taken ? Name(file, taken.By) : null, (int)span.TotalSeconds, [.. played.Entries.Select(e => Line(file, e)).Take(MostLines)]);
    }

    private static IReadOnlyList<SimulatedAnswer>? People(EscalationFile file, IReadOnlyList<SimulatedPerson> people)
    {
        var answers = people.Select(p => file.Contact(p.ContactId) is null || p.AtPage is < 1 or > MostPages || p.AfterSeconds is < 0 or > LongestAnswer ? null : Answer(p)).ToList();
        return answers.Contains(null) ? null : [.. answers.OfType<SimulatedAnswer>()];
    }

    private static SimulatedAnswer? Answer(SimulatedPerson person) => person.Does switch
    {
        "takes" => new SimulatedAnswer.Takes(person.ContactId) { AtPage = person.AtPage, After = Duration.FromSeconds(person.AfterSeconds) },
        "declines" => new SimulatedAnswer.Declines(person.ContactId) { AtPage = person.AtPage, After = Duration.FromSeconds(person.AfterSeconds) },
        "unreachable" => new SimulatedAnswer.CannotBeReached(person.ContactId),
        _ => null,
    };

    private static SimulatedLine Line(EscalationFile file, TimelineEntry entry)
    {
        var (kind, who, channel, what) = entry.Effect switch
        {
            EscalationEffect.PagePerson page => ("page", Name(file, page.ContactId), NoteWords.Channel(page.Channel), $"asked by {NoteWords.Channel(page.Channel)}, step '{page.StepId}', attempt {page.Attempt}"),
            EscalationEffect.SendCopy copy => ("copy", Name(file, copy.ContactId), NoteWords.Channel(copy.Channel), $"a copy by {NoteWords.Channel(copy.Channel)}"),
            EscalationEffect.AlarmSupervisor => ("desk", null, null, "The alarm on the supervisor's desk is on."),
            EscalationEffect.ClearAlarm => ("desk", null, null, "The alarm on the supervisor's desk is off."),
            EscalationEffect.TellNurse tell => ("nurse", null, null, NoteWords.Notice(tell.Notice, tell.Prompts)),
            EscalationEffect.TellOthersTaken taken => ("note", null, null, $"The others are told that {Name(file, taken.TakenBy)} has it."),
            EscalationEffect.ReopenAt reopened => ("note", null, null, $"Open again from '{reopened.StepId ?? "the beginning"}'."),
            EscalationEffect.WriteNote { Note: var note } => (KindOf(note), note.Person is { } person ? Name(file, person) : null, null, NoteWords.Note(note, p => Name(file, p))),
            _ => ("note", (string?)null, (string?)null, entry.What),
        };
        return new((int)entry.SinceConfirmed.TotalSeconds, entry.Local.ToString("ddd uuuu'-'MM'-'dd HH':'mm':'ss", CultureInfo.InvariantCulture), kind, who, channel, what);
    }

    private static string KindOf(EscalationNote note) => note switch
    {
        { Kind: NoteKind.Moved, To: EscalationPhase.Acknowledged } => "taken",
        { Kind: NoteKind.Moved, Trigger: TriggerKind.Declined } => "declined",
        _ => "note",
    };

    private static string Name(EscalationFile file, string contactId) => file.Contact(contactId)?.Name ?? contactId;
}
