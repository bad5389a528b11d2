using System.Globalization;
using CallCenter.Protocols.Triage.Model;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>
/// The note a call leaves, as plain text: everything shown, asked, heard, corrected, decided and told, each
/// with its source and time. A pure function of the package, the log and the context.
/// </summary>
public static class TriageNote
{
    public static string Compose(TriagePackage package, IReadOnlyList<TriageEvent> events, NoteContext context) =>
        new NoteWriting(package, events, context).Text();
}

internal sealed class NoteWriting
{
    private static readonly ZonedDateTimePattern Clock = ZonedDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss x", null);
    private readonly TriagePackage _package;
    private readonly IReadOnlyList<TriageEvent> _events;
    private readonly NoteContext _context;
    private readonly TriageView _view;
    private readonly DateTimeZone _zone;
    private readonly NoteText _text = new();

    public NoteWriting(TriagePackage package, IReadOnlyList<TriageEvent> events, NoteContext context)
    {
        (_package, _events, _context) = (package, [.. events.DistinctBy(e => e.Id)], context);
        _view = TriageEngine.Evaluate(package, events);
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(context.TimeZone) ?? DateTimeZone.Utc;
    }

    public string Text()
    {
        Head();
        Disposition();
        Story();
        Background();
        foreach (var protocol in _view.Protocols) Protocol(protocol);
        Facts();
        Corrections();
        Care();
        Foot();
        return _text.ToString();
    }

    private void Head()
    {
        _text.Title("TELEPHONE TRIAGE NOTE");
        _text.Line("Patient", _context.Patient + (_context.DateOfBirth is { } born ? $", born {born}" : ""));
        _text.Line("Practice", $"{_context.Practice} (times: {_context.TimeZone})");
        _text.Line("Caller", $"{_context.Caller}, {_context.Relation}");
        _text.Line("Spoken to", _context.SpokenTo);
        _text.Line("Identity check", _context.IdentityCheck);
        _text.Line("Call-back number", _context.CallBackNumber);
        _text.Line("Patient is at", _context.PatientLocation);
        _text.Line("Language", _context.Language);
        _text.Line("Interpreter", _context.Interpreter);
        _text.Line("Rang", At(_context.Rang));
        _text.Line("Answered", At(_context.AnsweredAt));
        _text.Line("Triage started", At(_events.OfType<Opened>().FirstOrDefault()?.At));
        _text.Line("Disposition confirmed", At(_view.Told.ConfirmedAt));
        _text.Line("Disposition told", At(_view.Told.ToldAt));
        _text.Line("911 help given", At(_context.Help911At));
        foreach (var (at, what) in _context.Rung) _text.Line("Rung by us", $"{At(at)}, {what}");
        _text.Line("Ended", At(_context.Ended) is { } ended && _context.EndReason is { } how ? $"{ended}, {how}" : At(_context.Ended));
    }

    private void Disposition()
    {
        _text.Title("DISPOSITION");
        _text.Line("Final", $"{_view.FinalDisposition.Title.Text} ({_view.FinalDisposition.Code}), within {_view.FinalDisposition.Within}");
        _text.Line("By protocol", $"{_view.ProtocolDisposition.Title.Text} ({_view.ProtocolDisposition.Code})");
        foreach (var o in _events.OfType<Overridden>())
            _text.Line("Override", $"{At(o.At)}: {o.From} to {o.To} by {o.By.Name}, {o.ReasonCode}{Quoted(o.Text)}{(o.CoSigner is { } second ? $", co-signed by {second.Name}" : "")}");
        foreach (var reason in _view.Reasons.Where(r => r.Rank >= _view.FinalDisposition.Rank || r == _view.Why)) _text.Line("Reason", reason.Explain);
        foreach (var told in _events.OfType<DispositionTold>()) _text.Line("Told to the caller", $"{At(told.At)}: {told.Code}, by {told.By.Name}");
        foreach (var lost in _events.OfType<CallLost>()) _text.Line("Call lost", $"{At(lost.At)}: {lost.Reason}");
        if (!_view.IsComplete) _text.Line("Not finished", "questions that could have been more urgent were not answered; see below");
        if (_view.Fault is { } fault) _text.Line("Engine fault", fault);
    }

    private void Story()
    {
        if (_context.Complaint is null && !_events.OfType<Noted>().Any()) return;
        _text.Title("IN THE CALLER'S WORDS AND NOTES");
        _text.Line("Complaint", _context.Complaint);
        foreach (var note in _events.OfType<Noted>()) _text.Line(At(note.At) ?? "", $"{note.Text} ({note.By.Name})");
    }

    private void Background()
    {
        if (_context.Background.Count == 0) return;
        _text.Title("BACKGROUND FROM THE CHART");
        foreach (var (heading, text) in _context.Background) _text.Line(heading, text);
    }

    private void Protocol(ProtocolView protocol)
    {
        _text.Title($"PROTOCOL {protocol.Title.Text}: {protocol.Id} {protocol.Version}");
        _text.Line("Digest", protocol.Digest);
        _text.Line("Joined by", protocol.JoinedBy);
        _text.Line("Notice", protocol.Notice);
        foreach (var q in protocol.Questions.Where(q => q.Standing != Standing.NotApplicable || q.Answer is not null))
            _text.Item($"[{Said(q)}] {q.Q.Text} ({q.Id}{(q.Rank > 0 ? $", counts as {_package.Dispositions.First(d => d.Rank == q.Rank).Code}" : "")})");
    }

    private string Said(QuestionView q)
    {
        var answered = q.Answer is { } answer ? $"{answer.ToString().ToLowerInvariant()}, {Words(q.Source?.ToString())}, {At(q.At)}" : null;
        if (q.ByFact) return $"{q.Standing.ToString().ToLowerInvariant()} by measurement{(answered is null ? "" : $"; answered {answered}")}";
        return q.Standing switch
        {
            Standing.NotApplicable => $"no longer applies; earlier answer: {answered}",
            Standing.Open => q.IsOpenAboveResult ? "NOT ANSWERED, could be more urgent" : "not answered, could not raise the result",
            Standing.Absent or Standing.Unsure or Standing.Present => answered ?? "",
        };
    }

    private void Facts()
    {
        if (_view.Facts.Count == 0 && _view.FloorsApplied.Count == 0) return;
        _text.Title("FACTS USED");
        foreach (var fact in _view.Facts)
            _text.Line(fact.Title.Text, $"{(fact.Reading.Value is { } value ? $"{value} {fact.Unit}".TrimEnd() : "asked, not known")} ({string.Join(", ", new[] { Words(fact.Reading.Source.ToString()), fact.Reading.Detail, fact.Reading.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), At(fact.At) }.OfType<string>())})");
        foreach (var floor in _view.FloorsApplied) _text.Line("Practice floor", $"{floor.Id}: at least {floor.To}, {floor.Why.Text}");
    }

    /// <summary>The earlier answers are kept; a correction supersedes, it never deletes.</summary>
    private void Corrections()
    {
        var lines = new List<string>();
        var last = new Dictionary<string, string>();
        foreach (var e in _events)
            if (Statement(e) is var (about, said, reason))
            {
                if (last.TryGetValue(about, out var earlier)) lines.Add($"{At(e.At)} {about}: {earlier} became {said}, by {e.By.Name}{Quoted(reason)}");
                last[about] = said;
            }
        if (lines.Count == 0) return;
        _text.Title("CORRECTIONS");
        foreach (var line in lines) _text.Item(line);
    }

    private static (string About, string Said, string? Reason)? Statement(TriageEvent e) => e switch
    {
        Answered a => ($"{a.ProtocolId}/{a.QuestionId}", a.Answer.ToString().ToLowerInvariant(), null),
        Corrected c => ($"{c.ProtocolId}/{c.QuestionId}", c.Answer?.ToString().ToLowerInvariant() ?? "unanswered", c.Reason),
        FactSet f => (f.Reading.Fact, f.Reading.Value?.ToString() ?? "not known", f.Reason),
        _ => null,
    };

    private void Care()
    {
        _text.Title("ADVICE AND ACTIONS");
        foreach (var line in _view.Advice.Where(a => a.IsRead)) _text.Item($"Read to the caller: {line.Text.Text} ({line.ProtocolId}, {Words(line.Kind.ToString())})");
        foreach (var done in _events.OfType<ActionDone>()) _text.Line("Done", $"{At(done.At)}: {Words(done.Action)}{Quoted(done.Detail)}, by {done.By.Name}");
        foreach (var back in _events.OfType<TeachBack>()) _text.Line("Teach-back", $"{At(back.At)}: {(back.Understood ? "understood" : "NOT understood")}{Quoted(back.Words)}");
        foreach (var plan in _events.OfType<CallerIntention>())
            _text.Line("Caller means to", $"{At(plan.At)}: {Words(plan.Intention.ToString())}{(plan.Intention == Intention.WillNotFollow ? plan.RisksExplained ? ", risks explained" : ", risks NOT explained" : "")}{Quoted(plan.Words)}");
        foreach (var e in _events.Where(e => e is Paused or Resumed or HandedOver)) _text.Line(e is HandedOver h ? $"Handed over to {h.To.Name}" : e.GetType().Name, $"{At(e.At)}, by {e.By.Name}");
        foreach (var handOff in _context.HandOffs) _text.Line("Hand-off", handOff);
        _text.Line("Follow-up", _context.FollowUp);
    }

    private void Foot()
    {
        _text.Title("RECORD");
        _text.Line("Package", _package.Digest);
        foreach (var recording in _context.Recordings) _text.Line("Recording", recording);
        var signed = _events.OfType<Signed>().FirstOrDefault();
        _text.Line("Nurse", signed?.By.Name ?? _events.OfType<Opened>().FirstOrDefault()?.By.Name);
        _text.Line("License", _context.License);
        _text.Line("Signed", signed is null ? "not signed" : At(signed.At));
        if (_view.Recall is { } recall) _text.Line("Recalled", $"{At(recall.At)}: {recall.Why}");
    }

    private string? At(DateTimeOffset? at) => at is { } moment ? Clock.Format(Instant.FromDateTimeOffset(moment).InZone(_zone)) : null;

    private static string Quoted(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $": \"{text}\"";

    /// <summary>"CallerOffered" and "poison_center" as words.</summary>
    private static string Words(string? name) => string.Concat((name ?? "").Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : c == '_' ? " " : char.ToLowerInvariant(c).ToString()));
}
