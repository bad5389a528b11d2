using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads <c>floors.yaml</c>, <c>danger-words.yaml</c> and <c>approvals.yaml</c>.</summary>
internal static class RulesReading
{
    public static List<Floor> Floors(YamlNode root, LoadContext context) =>
        Entries(root, context, "triage-floors/1", "floors", "id", fields =>
            fields.Required("id") is var id && context.Condition(fields, "when") is { } when && context.Code(fields, "to") is { } to
                ? new Floor(id, when, to, fields.Words("why") ?? Words.Of(fields.Required("why")))
                : Incomplete<Floor>(fields, "when", "to", "why"));

    public static List<DangerWord> DangerWords(YamlNode root, LoadContext context) =>
        Entries(root, context, "triage-danger-words/1", "words", "id", fields =>
            new DangerWord(fields.Required("id"), fields.Terms("say"), fields.Required("protocol"), fields.Required("question")));

    public static (List<Approval> Approvals, List<Approver> Approvers) Approvals(YamlNode root, LoadContext context)
    {
        var approvers = new List<Approver>();
        var approvals = Entries(root, context, "triage-approvals/1", "approvals", null, fields =>
            new Approval(fields.Required("protocol"), fields.Required("version"), fields.Required("digest"), fields.Required("approver"), RequiredDate(fields), fields.Date("review_by")),
            file => approvers = Approvers(file, context));
        return (approvals, approvers);
    }

    /// <summary>The second list of the approvals file: who may approve, and until when.</summary>
    private static List<Approver> Approvers(Fields file, LoadContext context)
    {
        var approvers = new List<Approver>();
        foreach (var node in file.Items("approvers"))
        {
            var fields = new Fields(node, context.Findings, "An approver");
            approvers.Add(new(fields.Required("name"), fields.Date("until")));
            fields.Done();
        }
        return approvers;
    }

    private static DateOnly RequiredDate(Fields fields)
    {
        fields.Required("approved_on");
        return fields.Date("approved_on") ?? DateOnly.MinValue;
    }

    private static T? Incomplete<T>(Fields fields, params string[] keys) where T : class
    {
        foreach (var key in keys) fields.Required(key);
        return null;
    }

    private static List<T> Entries<T>(YamlNode root, LoadContext context, string schema, string list, string? id, Func<Fields, T?> read, Action<Fields>? readMore = null) where T : class
    {
        var file = Schemas.Open(root, schema, "The file", context.Findings);
        var found = new List<T>();
        var ids = new HashSet<string>();
        foreach (var node in file.Items(list))
        {
            var fields = new Fields(node, context.Findings, "An entry");
            if (read(fields) is { } entry) found.Add(entry);
            if (id is not null && fields.Text(id) is { } name && !ids.Add(name))
                context.Findings.Add(fields.PlaceOf(id), "E03", $"The id {name} is used twice", "A reason names its rule by id", "Give it an id of its own");
            if (id is not null) context.Sources.Put($"{list}/{fields.Text(id)}", fields.Place);
            fields.Done();
        }
        readMore?.Invoke(file);
        file.Done();
        return found;
    }
}
