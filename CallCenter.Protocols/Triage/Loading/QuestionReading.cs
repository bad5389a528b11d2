using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads one question of a ladder.</summary>
internal static class QuestionReading
{
    public static Question? Read(YamlNode node, string protocol, LoadContext context)
    {
        var fields = new Fields(node, context.Findings, "A question");
        var id = fields.Required("id");
        if (id.Length > 0 && !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            context.Findings.Add(fields.PlaceOf("id"), "E00", $"\"{id}\" is not a question id", "Ids stay in notes for ever", "Use lower-case letters, digits and _");
        var question = new Question(
            id, fields.Words("q") ?? Words.Of(fields.Required("q")), fields.Words("plain"), Unknown(fields, context),
            context.Condition(fields, "from"), context.Condition(fields, "when"), Raises(fields, "raise", context),
            fields.Text("link"), fields.Text("do"), fields.Words("first"));
        fields.Done();
        Remember(fields, protocol, question, context);
        return fields.IsMap ? question : null;
    }

    private static UnknownRule Unknown(Fields fields, LoadContext context)
    {
        var rule = fields.Required("unknown", "E08", "\"Not sure\" would have no meaning, and silence would be read as no");
        var why = fields.Text("why_clear");
        if (rule is "act" or "") return new(UnknownKind.Act, null, why);
        if (rule != "clear") return new(UnknownKind.AtLeast, context.Code(fields, "unknown") ?? "", why);
        if (why is null) context.Findings.Add(fields.PlaceOf("unknown"), "E08", "\"clear\" has no reason", "Reading \"not sure\" as no is dangerous unless other questions carry the danger", "Add why_clear with the reason");
        return new(UnknownKind.Clear, null, why);
    }

    public static IReadOnlyList<Raise> Raises(Fields fields, string key, LoadContext context)
    {
        var raises = new List<Raise>();
        foreach (var node in fields.Items(key))
        {
            var raise = new Fields(node, context.Findings, "A raise");
            raise.Required("when");
            raise.Required("to");
            if (context.Condition(raise, "when") is { } when && context.Code(raise, "to") is { } to) raises.Add(new(when, to));
            raise.Done();
        }
        return raises;
    }

    private static void Remember(Fields fields, string protocol, Question question, LoadContext context)
    {
        var element = $"{protocol}/{question.Id}";
        context.Sources.Put(element, fields.Place);
        foreach (var key in (string[])["q", "unknown", "from", "when", "raise", "link", "do", "plain"])
            context.Sources.Put($"{element}/{key}", fields.PlaceOf(key));
    }
}
