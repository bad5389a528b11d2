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

    private static string Note => TriageNote.Compose(Shipped.Package, Call.Log, Context);

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
    [InlineData("Read to the caller: Chest pain, faintness, or breathing harder than now: 911.")]
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
    public void How_it_ended_who_was_rung_and_the_language_stand_in_the_note()
    {
        var at = new DateTimeOffset(2026, 11, 23, 8, 20, 0, TimeSpan.Zero);
        var note = TriageNote.Compose(Shipped.Package, Call.Log, Context with { Ended = at, EndReason = "caller hung up", Language = "Spanish", Help911At = at.AddMinutes(-3), Rung = [(at.AddMinutes(1), "the number of this call: no-answer")] });
        Assert.Contains("Ended: 2026-11-23 02:20:00 CST, caller hung up", note, StringComparison.Ordinal);
        Assert.Contains("Rung by us: 2026-11-23 02:21:00 CST, the number of this call: no-answer", note, StringComparison.Ordinal);
        Assert.Contains("911 help given: 2026-11-23 02:17:00 CST", note, StringComparison.Ordinal);
        Assert.DoesNotContain("911 help", Note, StringComparison.Ordinal);
        Assert.Contains("Language: Spanish", note, StringComparison.Ordinal);
        Assert.DoesNotContain("Language:", Note, StringComparison.Ordinal);
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

    [Fact]
    public void A_call_in_which_everything_happened_leaves_every_line()
    {
        var call = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(12), AnswerSource.Chart)).Joins("medicine-question")
            .Answers("medicine-question", "extra_dangerous", Answer.Present)
            .Do((id, at, by) => new ActionDone(id, at, by, "poison_center", "case 77"))
            .Types("temp_f", FactValue.Of(101)).Types("temp_f", null, "broken thermometer")
            .Do((id, at, by) => new Paused(id, at, by)).Do((id, at, by) => new HandedOver(id, at, by, Nurse.Okafor)).Do((id, at, by) => new Resumed(id, at, by))
            .ClearsTheRest().Finishes()
            .Do((id, at, by) => new TeachBack(id, at, by, false, "what?"))
            .Do((id, at, by) => new CallerIntention(id, at, by, Intention.WillNotFollow, "no car"))
            .Do((id, at, by) => new CallerIntention(id, at, by, Intention.WillNotFollow, "no car", true))
            .Signs().Do((id, at, by) => new Recalled(id, at, by, Shipped.Package.Digest, "a limit was wrong"));
        var note = TriageNote.Compose(Shipped.Package, call.Log, Context with { Interpreter = "Ana, Spanish", Ended = new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.Zero), DateOfBirth = null });
        Assert.All(
        [
            "Patient: Tess Okonjo\n", "Interpreter: Ana, Spanish", "Ended: 2026-11-23 02:30:00 CST", "Triage started: 2026-11-23 02:00:00 CST",
            "Notice: This protocol is not written for this person", "Practice floor: child: at least provider_now, a child is judged by a clinician",
            "temp_f: 101 became not known, by Maria T., RN: \"broken thermometer\"", "Temperature: asked, not known (asked, ",
            "poison center: \"case 77\", by Maria T., RN", "Handed over to Amara Okafor, MD: ", "Paused: ", "Resumed: ",
            ": understood\n", ": NOT understood: \"what?\"", "will follow\n", "will not follow, risks NOT explained: \"no car\"", "will not follow, risks explained: \"no car\"",
            "Nurse: Maria T., RN", "Signed: 2026-11-23 0", ": a limit was wrong",
        ], part => Assert.Contains(part, note.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.DoesNotContain("Not finished", note, StringComparison.Ordinal);
        Assert.DoesNotContain("born", note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_in_which_nothing_was_said_leaves_no_empty_parts()
    {
        var open = TriageNote.Compose(Shipped.Package, Nurse.Opens(Shipped.Package).Log, Context with { Complaint = null });
        Assert.All(["IN THE CALLER'S WORDS", "FACTS USED", "CORRECTIONS"], part => Assert.DoesNotContain(part, open, StringComparison.Ordinal));
        Assert.All(["Signed: not signed", "Nurse: Maria T., RN", "Reason: Question answered, nothing found: "], part => Assert.Contains(part, open, StringComparison.Ordinal));
        var noted = Nurse.Opens(Shipped.Package).Do((id, at, by) => new Noted(id, at, by, "A dog barks."));
        Assert.Contains("A dog barks. (Maria T., RN)", TriageNote.Compose(Shipped.Package, noted.Log, Context with { Complaint = null }), StringComparison.Ordinal);
        Assert.Contains("Complaint: short of breath", TriageNote.Compose(Shipped.Package, Nurse.Opens(Shipped.Package).Log, Context), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_never_opened_is_still_a_note() =>
        Assert.Contains("Package: " + Shipped.Package.Digest, TriageNote.Compose(Shipped.Package, [], Context), StringComparison.Ordinal);
}
