using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.World;

/// <summary>One practice, one nurse, one caller of the demo world, at a fixed moment.</summary>
public static class Lakeside
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 14, 0, TimeSpan.Zero); // 02:14 Central
    public const string Zone = "America/Chicago";
    public static readonly Guid NurseId = Guid.Parse("0193aaaa-0000-7000-8000-000000000001");
    public static readonly Guid CallId = Guid.Parse("0193aaaa-0000-7000-8000-0000000000c1");
    public static readonly Guid OfferId = Guid.Parse("0193aaaa-0000-7000-8000-0000000000f1");
    public static readonly Guid TessId = Guid.Parse("0193aaaa-0000-7000-8000-0000000000a1");

    public static Me Nurse => new(NurseId, "Maria Torres", "RN", "nurse",
        [new PracticeName("lakeside", "Lakeside Heart & Kidney", Zone)], true, "http://127.0.0.1:5081", MayLower: true);

    public static QueueItem Waiting(int seconds, UrgencyName urgency = UrgencyName.Urgent, string label = "J. Okonjo for T. Okonjo", string language = "en-US", Guid? id = null) => new(
        id ?? Guid.NewGuid(), "lakeside", "Lakeside Heart & Kidney", Zone, urgency, label, language, "danger question: yes", "waiting", Now.AddSeconds(-seconds), null);

    public static OfferView Offer(int seconds) => new(OfferId, Waiting(48, id: CallId), Now.AddSeconds(seconds));

    public static PresenceView Presence(PresenceState state) => new(NurseId, "Maria Torres", state, Now.AddMinutes(-20));

    public static CallView Call(string state = "connected", string language = "en-US") => new(
        CallId, "lakeside", "Lakeside Heart & Kidney", Zone, state, UrgencyName.Urgent, language, "danger question: yes", NurseId, "Maria Torres",
        Now.AddMinutes(-8), Now.AddMinutes(-6), state == "wrap-up" ? Now.AddSeconds(-30) : null, state == "wrap-up" ? "the nurse ended the call" : null,
        true, true, state == "on-hold", true, state == "wrap-up" ? Now.AddMinutes(3) : null,
        new CallerView("caregiver", "James Okonjo", "husband", true, true, TessId, "Tess Okonjo",
            [new PatientName(TessId, "Tess Okonjo", new DateOnly(1948, 3, 14), "10442")], "+15125550112"),
        null, [new CallEventView(Now.AddMinutes(-8), "ringing", "The call came in", "line")]);

    public static PatientCard Tess => new(TessId, "lakeside", "Lakeside Heart & Kidney", Zone, "Tess Okonjo", new DateOnly(1948, 3, 14), 78, "f", "10442",
        "en-US", ["+15125550111"], "12 Shore Road, Austin", "TX",
        [
            new ConditionView(Guid.Parse("0193aaaa-0000-7000-8000-0000000000d1"), "Heart failure", "I50.9", true, new DateOnly(2019, 5, 1)),
            new ConditionView(Guid.Parse("0193aaaa-0000-7000-8000-0000000000d2"), "Chronic kidney disease, stage 3", "N18.30", true, null),
            new ConditionView(Guid.Parse("0193aaaa-0000-7000-8000-0000000000d3"), "Atrial fibrillation", "I48.91", true, null),
        ],
        [new MedicineView("Apixaban", "5 mg twice a day", new DateOnly(2026, 11, 12)), new MedicineView("Furosemide", "40 mg each morning", new DateOnly(2026, 11, 12))],
        ["sulfa (rash)"], [new CaregiverView(Guid.NewGuid(), "James Okonjo", "husband", "+15125550112", true)], [],
        "Page on-call cardiology for any heart-failure call that ends in the emergency department. Do not adjust diuretics.",
        new EnrolmentView("CCM", new DateOnly(2026, 1, 10), Now.AddMonths(-10), null, "Amara Okafor, MD", true), Month,
        [new EarlierCall(Guid.NewGuid(), Now.AddDays(-1), "Ankle swelling", "Be seen within 24 hours")]);

    public static MonthView Month => new(TessId, "Tess Okonjo", "2026-11", "CCM", Zone, 860, 340, 340,
        [new EarnedCode("99490", 1, "20 linked minutes reached on 21 November")],
        [new TimeEntryView(Guid.NewGuid(), CallId, "call-live", "Maria Torres, RN", Now.AddMinutes(-6), Now, 360, "proposed", "waits for the nurse’s link", "two legs, 6:00 joined")],
        ["The consent on file is from 10 January 2026."]);

    public static EscalationView Escalation(string state, bool overdue = false) => new(
        Guid.Parse("0193aaaa-0000-7000-8000-0000000000e1"), CallId, "lakeside", "Lakeside Heart & Kidney", Zone, UrgencyName.Urgent, "On-call clinician phones back now", state,
        Now.AddMinutes(-4), overdue ? Now.AddMinutes(-1) : Now.AddMinutes(26), overdue, "Amara Okafor, MD paged by voice, attempt 1", "Ellen Marsh, MD", Now.AddMinutes(1),
        state == "acknowledged" ? "Ellen Marsh, MD" : null, state == "acknowledged" ? Now : null,
        [new EscalationNoteView(Now.AddMinutes(-4), "Paged Amara Okafor, MD by voice and SMS", "the escalation")]);

    public static DeliveryView Delivery(string state) => new(Guid.Parse("0193aaaa-0000-7000-8000-0000000000b1"), CallId, "lakeside", "Lakeside Heart & Kidney",
        "note", "fhir", state, 1, Now, null, state == "needs-person" ? "patient-unknown" : null,
        state == "needs-person" ? "The record does not know this patient. Check the MRN." : null, state == "acknowledged" ? "DocumentReference/8812" : null,
        state == "acknowledged" ? Now : null);
}
