using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class NoteTests
{
    private static readonly NoteContext Context = new(
        "Tess Okonjo", "1948-03-14", "Lakeside Heart & Kidney", "America/Chicago", "James Okonjo", "husband (may be spoken to)",
        "+1 512 555 0112", "at home, 12 Lake St", "birth date", "the husband, patient beside him", null,
        new DateTimeOffset(2026, 11, 23, 7, 58, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 7, 59, 0, TimeSpan.Zero), null,
        "short of breath since last night", "RN, Texas compact", ["RE123, paused 02:03–02:04"], ["dr-okafor paged 02:05, acknowledged 02:07"], "call at 06:00");

    private static readonly Nurse Call = Nurse.Opens(Shipped.Package,
            new("age_years", FactValue.Of(78), AnswerSource.Chart), new("heart_failure", FactValue.Of(true), AnswerSource.Chart, "problem list", new DateOnly(2026, 11, 12)), new("icd", FactValue.Of(false), AnswerSource.Chart))
        .Do((id, at, by) => new Noted(id, at, by, "Slept in the chair."))
        .Joins("heart-failure-fluid")
        .Answers("heart-failure-fluid", "one_leg", Answer.Present)
        .Corrects("heart-failure-fluid", "one_leg", Answer.Absent, "both legs")
        .Answers("heart-failure-fluid", "gain_and_breathless", Answer.Present, AnswerSource.CallerOffered)
        .Types("gain_24h_lb", FactValue.Of(4.5m))
        .ClearsTheRest().Overrides("ed_now").Finishes().Signs();

    private static readonly string Note = TriageNote.Compose(Shipped.Package, Call.Log, Context);

    [Theory]
    [InlineData("Patient: Tess Okonjo, born 1948-03-14")]
    [InlineData("Caller: James Okonjo, husband (may be spoken to)")]
    [InlineData("Call-back number: +1 512 555 0112")]
    [InlineData("Patient is at: at home, 12 Lake St")]
    [InlineData("Identity check: birth date")]
    [InlineData("Rang: 2026-11-23 01:58:00 CST")]
    [InlineData("Complaint: short of breath since last night")]
    [InlineData("Slept in the chair. (Maria T., RN)")]
    [InlineData("Final: Go to the emergency department now (ed_now), within 60 min")]
    [InlineData("By protocol: On-call clinician phones back now (provider_now)")]
    [InlineData("provider_now to ed_now by Maria T., RN, clinical_judgment")]
    [InlineData("PROTOCOL First minute (every call): first-minute 1.0.0")]
    [InlineData("PROTOCOL Heart failure - weight gain, swelling, more tired: heart-failure-fluid 1.0.0")]
    [InlineData("[present, caller offered, ")]
    [InlineData("counts as provider_now")]
    [InlineData("present by measurement")]
    [InlineData("Weight gain in a day: 4.5 lb (asked, ")]
    [InlineData("Heart failure: yes (chart, problem list, 2026-11-12, ")]
    [InlineData("heart-failure-fluid/one_leg: present became absent, by Maria T., RN: \"both legs\"")]
    [InlineData("Teach-back: 2026-11-23 ")]
    [InlineData("Caller means to: 2026-11-23 ")]
    [InlineData("Read to the caller: Weight up 3 lb in a day or 5 lb in a week.")]
    [InlineData("Hand-off: dr-okafor paged 02:05, acknowledged 02:07")]
    [InlineData("Follow-up: call at 06:00")]
    [InlineData("Recording: RE123, paused 02:03–02:04")]
    [InlineData("License: RN, Texas compact")]
    public void The_note_leaves_what_a_call_must_leave(string part) => Assert.Contains(part, Note, StringComparison.Ordinal);

    [Fact]
    public void Every_question_that_was_shown_stands_in_the_note_and_every_protocol_with_its_digest()
    {
        var view = Call.View;
        Assert.All(view.Protocols.SelectMany(p => p.Questions).Where(q => q.Standing != Standing.NotApplicable), q => Assert.Contains(q.Q.Text, Note, StringComparison.Ordinal));
        Assert.All(view.Protocols, p => Assert.Contains(p.Digest, Note, StringComparison.Ordinal));
        Assert.Contains(Shipped.Package.Digest, Note, StringComparison.Ordinal);
        Assert.DoesNotContain("shocks_two", Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_log_gives_the_same_note() =>
        Assert.Equal(Note, TriageNote.Compose(TriagePackageJson.Read(TriagePackageJson.Write(Shipped.Package)), TriageEventJson.ReadLog(TriageEventJson.WriteLog(Call.Log)), Context));

    [Fact]
    public void An_unfinished_call_says_so()
    {
        var lost = Nurse.Opens(Shipped.Package).Joins("chest-pain").Do((id, at, by) => new CallLost(id, at, by, "hung up")).Confirms().Signs();
        var note = TriageNote.Compose(Shipped.Package, lost.Log, Context);
        Assert.Contains("Not finished:", note, StringComparison.Ordinal);
        Assert.Contains("NOT ANSWERED, could be more urgent", note, StringComparison.Ordinal);
        Assert.Contains("Call lost: ", note, StringComparison.Ordinal);
    }
}
