using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads one protocol file.</summary>
internal static partial class ProtocolReading
{
    public static Protocol? Read(YamlNode root, string digest, LoadContext context)
    {
        var fields = Schemas.Open(root, "triage/1", "A protocol", context.Findings);
        var id = fields.Required("id");
        if (id.Length > 0 && !Id().IsMatch(id)) fields.Wrong("id", $"\"{id}\" is not a protocol id", "Notes and links name a protocol by it for ever", "Use lower-case letters, digits and -");
        context.Sources.Put(id, fields.Place);
        var questions = new HashSet<string>();
        var ladder = Ladder(fields, id, questions, context);
        fields.Required("population", why: "Without it nobody knows whom the protocol is for");
        var protocol = new Protocol(
            id, fields.Text("version") ?? "", digest, fields.Choice("status", ProtocolStatus.Draft, "Only an approved protocol may be used on a real call"), Paper(fields),
            fields.Words("title") ?? Words.Of(fields.Required("title")), fields.Words("definition") ?? Words.Of(fields.Required("definition")),
            fields.Terms("search"), IsGate(fields, context.Findings),
            context.Condition(fields, "population") ?? Nobody, context.Condition(fields, "offer_when"),
            ladder, Else(fields, id, context), QuestionReading.Raises(fields, "else_raise", context), context.Code(fields, "never_below"),
            new(AdviceReading.Read(fields, "first_aid", id, context), AdviceReading.Read(fields, "home_advice", id, context), AdviceReading.Read(fields, "call_back", id, context)),
            TestReading.Read(fields, id, questions, context));
        Remember(fields, id, context);
        fields.Done();
        return fields.IsMap ? protocol : null;
    }

    /// <summary>Stands in for a condition that could not be read; the package is refused anyway.</summary>
    private static readonly Condition Nobody = new FactTest("", Comparison.IsOn, default);

    private static List<Tier> Ladder(Fields fields, string protocol, HashSet<string> ids, LoadContext context)
    {
        var tiers = new List<Tier>();
        foreach (var node in fields.Items("ladder"))
        {
            var tier = new Fields(node, context.Findings, "A tier");
            tier.Required("go");
            var go = context.Code(tier, "go");
            var questions = new List<Question>();
            foreach (var item in tier.Items("ask"))
                if (QuestionReading.Read(item, protocol, context) is { } question)
                {
                    if (!ids.Add(question.Id)) context.Findings.Add(item.Place, "E03", $"The question id {question.Id} is used twice", "An answer names its question by id", "Give it an id of its own");
                    questions.Add(question);
                }
            tier.Done();
            if (go is null) continue;
            CheckFalling(tiers, go, tier, context);
            context.Sources.Put($"{protocol}/tier:{go}", tier.Place);
            tiers.Add(new(go, questions));
        }
        if (tiers.Count == 0 && fields.IsMap) context.Findings.Add(fields.PlaceOf("ladder"), "E00", "The ladder is empty", "A protocol without questions finds nothing", "Add at least one tier with go and ask");
        return tiers;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex Id();

    private static void CheckFalling(List<Tier> tiers, string go, Fields tier, LoadContext context)
    {
        if (tiers.Count == 0 || context.Dispositions[go].Rank < context.Dispositions[tiers[^1].Go].Rank) return;
        context.Findings.Add(tier.PlaceOf("go"), "E04", $"{go} does not stand below {tiers[^1].Go}", "Tiers run from most to least urgent, each once", "Mend the order of the tiers");
    }

    private static string Else(Fields fields, string protocol, LoadContext context)
    {
        fields.Required("else", "E05", "A call where nothing is found would have no result");
        context.Sources.Put($"{protocol}/else", fields.PlaceOf("else"));
        return context.Code(fields, "else") ?? "";
    }

    private static bool IsGate(Fields fields, Findings findings)
    {
        var role = fields.Text("role");
        if (role is not (null or "" or "gate")) findings.Add(fields.PlaceOf("role"), "E00", $"\"{role}\" is not a role", "The only role is gate: asked first on every call", "Write gate, or leave role out");
        return role == "gate";
    }

    private static ProtocolPaper Paper(Fields fields) => new(
        fields.Text("owner"), fields.Text("approved_by"), fields.Date("approved_on"), fields.Date("review_by"), fields.Texts("sources"));

    private static void Remember(Fields fields, string id, LoadContext context)
    {
        foreach (var key in (string[])["population", "offer_when", "never_below", "else_raise", "first_aid", "home_advice", "call_back", "title", "search", "definition", "tests"])
            context.Sources.Put($"{id}/{key}", fields.PlaceOf(key));
    }
}
