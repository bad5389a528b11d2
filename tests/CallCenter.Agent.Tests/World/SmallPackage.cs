using CallCenter.Protocols;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.World;

/// <summary>A package just big enough to meet every shape of question; wording invented for these tests.</summary>
public static class SmallPackage
{
    public const string Digest = "sha256-small";

    public static TriagePackage Make() => new(Digest, Levels, Facts, [], [Gate, Swelling, General], Danger, []);

    private static readonly IReadOnlyList<Disposition> Levels =
    [
        new("ems", 100, Of("Call 911 now", "Llame al 911 ahora"), "now", Urgency.Emergent, true, null),
        new("ed_now", 90, Of("Go to the emergency department now", "Vaya a urgencias ahora"), "60 min", Urgency.Emergent, false, null),
        new("provider_now", 80, Of("On-call clinician phones back now", "El médico de guardia le llama ahora"), "30 min", Urgency.Urgent, false, "ed_now"),
        new("see_24h", 60, Of("Be seen within 24 hours", "Consulta en 24 horas"), "24 h", Urgency.Today, false, null),
        new("home", 20, Of("Care at home with call-back advice", "Cuidados en casa"), "none", Urgency.Planned, false, null),
    ];

    private static readonly IReadOnlyList<Fact> Facts =
    [
        new("heart_failure", FactType.Flag, Words.Of("Heart failure"), null, null, null, [], true, Words.Of("Do they have heart failure?"), null, null),
        new("gain_24h_lb", FactType.Number, Words.Of("Weight gain since yesterday"), "lb", -40, 60, [], false, null, null, null),
    ];

    private static readonly Protocol Gate = Ladder("first-minute", "First minute", true, "home",
        new Tier("ems", [
            Ask("breathing", "Is the person fighting for breath right now?", "¿Le cuesta mucho respirar ahora mismo?", plain: "Can they say only a few words at a time?", first: "Sit them upright."),
            Ask("awake", "Is the person hard to wake or not making sense?", "¿Es difícil despertar a la persona?", act: "help_911"),
        ]));

    private static readonly Protocol Swelling = Ladder("heart-failure-fluid", "Swelling or weight gain with heart failure", false, "see_24h",
        new Tier("ems", [Ask("frothy", "Is there pink or frothy phlegm?", "¿Hay flema rosada o con espuma?")]),
        new Tier("provider_now", [
            Ask("lying", "Is the person newly unable to lie flat?", "¿Ya no puede acostarse plano?"),
            Ask("gain", "Has the weight gone up 3 pounds or more since yesterday?", null, from: "gain_24h_lb >= 3"),
        ]));

    private static readonly Protocol General = Ladder("general", "Anything else", false, "home",
        new Tier("provider_now", [Ask("worse", "Is it getting worse quickly?", "¿Empeora rápido?")]));

    private static readonly IReadOnlyList<DangerWord> Danger =
        [new("lying", new SearchTerms(new Dictionary<string, IReadOnlyList<string>> { ["en"] = ["cannot lie down"] }), "heart-failure-fluid", "lying")];

    private static Protocol Ladder(string id, string title, bool gate, string otherwise, params Tier[] tiers) => new(
        id, "1.0.0", "sha256-" + id, ProtocolStatus.Draft, new ProtocolPaper(null, null, null, null, []), Words.Of(title), Words.Of("What " + title.ToLowerInvariant() + " covers"),
        new SearchTerms(new Dictionary<string, IReadOnlyList<string>> { ["en"] = id == "general" ? [] : ["swollen legs", "weight gain"], ["es"] = ["piernas hinchadas"] }), gate,
        ConditionParser.Parse("heart_failure or not heart_failure").Condition!, id == "heart-failure-fluid" ? ConditionParser.Parse("heart_failure").Condition : null,
        tiers, otherwise, [], null,
        new Advice([Line("Stay with the person.", "Quédese con la persona.")], [Line("Keep the legs up.", "Piernas en alto.")], [Line("Call back if breathing gets worse.", "Llame si respira peor.")]), []);

    private static AdviceText Line(string english, string spanish) => new(english, new Dictionary<string, string> { ["es"] = spanish });

    private static Question Ask(string id, string q, string? es, string? plain = null, string? from = null, string? first = null, string? act = null) => new(
        id, Of(q, es), plain is null ? null : Words.Of(plain), new UnknownRule(UnknownKind.Act, null, null),
        from is null ? null : ConditionParser.Parse(from).Condition, null, [], null, act, first is null ? null : Words.Of(first));

    private static Words Of(string en, string? es) => es is null ? Words.Of(en) : new Words(en, new Dictionary<string, string> { ["es"] = es });
}
