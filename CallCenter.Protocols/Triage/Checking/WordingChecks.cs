using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>W01–W05, W07–W09: wording that a frightened caller may not understand.</summary>
internal static partial class WordingChecks
{
    private const double HighestGrade = 8;
    private const int MostWords = 32, MostQuestions = 25;

    public static void Question(Examination examination, Protocol protocol, Question question)
    {
        var (element, q, plain) = ($"{protocol.Id}/{question.Id}/q", question.Q.Text, question.Plain?.Text);
        var grade = Readability.Grade(q);
        if (grade > HighestGrade && (plain is null || Readability.Grade(plain) > HighestGrade))
            examination.Add("W01", element, $"\"{q}\" reads at school grade {grade:0}", "Callers are frightened, old, or speak another language", "Use shorter words, or add plain");
        if (plain is null && Jargon().Match(q) is { Success: true } jargon)
            examination.Add("W02", element, $"\"{jargon.Value}\" is medical language", "A caller says no to what she does not understand", "Use everyday words, or add plain");
        if (Readability.WordCount(q) > MostWords || q.Count(c => c == '?') > 1)
            examination.Add("W03", element, $"\"{q}\" is long, or several questions in one", "A caller answers the last part only", $"Split it, or shorten it to {MostWords} words");
        if (SafeYes().IsMatch(q))
            examination.Add("W04", element, $"In \"{q}\" yes may be the safe answer", "Yes always means trouble; a mixed polarity is answered wrongly", "Turn the question around");
    }

    public static void Protocol(Examination examination, Protocol protocol)
    {
        var questions = protocol.Questions.Select(q => q.Question).ToList();
        if (questions.Count > MostQuestions)
            examination.Add("W08", protocol.Id, $"{protocol.Id} has {questions.Count} questions", "A long ladder is not finished on the telephone", $"Keep it to {MostQuestions}, or split the protocol");
        foreach (var language in questions.SelectMany(q => q.Q.Translations.Keys).Distinct())
            foreach (var q in questions.Where(q => !q.Q.Speaks(language) || q.Plain?.Speaks(language) == false))
                examination.Add("W09", $"{protocol.Id}/{q.Id}/q", $"{q.Id} is not translated into \"{language}\"", "The nurse would read English to a caller of another language", $"Add q.{language}" + (q.Plain is null ? "" : $" and plain.{language}"));
    }

    public static void AcrossProtocols(Examination examination)
    {
        var all = examination.Package.Protocols.SelectMany(p => p.Questions.Select(q => (Protocol: p, q.Question))).ToList();
        foreach (var same in all.GroupBy(q => Key(q.Question.Q.Text)).Where(g => g.Select(q => q.Question.Id).Distinct().Count() > 1))
            examination.Add("W05", $"{same.Last().Protocol.Id}/{same.Last().Question.Id}/q", $"The wording of {same.Last().Question.Id} is also that of {same.First().Protocol.Id}/{same.First().Question.Id}", "Two ids for one question are answered twice and counted apart", "Use one id, or other words");
        foreach (var protocol in examination.Package.Protocols.Where(p => p.Search.In("en").Count == 0))
            examination.Add("W07", protocol.Id + "/search", $"{protocol.Id} has no search words", "Nobody would find it", "Add lay words under search");
    }

    private static string Key(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"\b(febrile|afebrile|dyspnea|syncope|edema|emesis|hematuria|hematemesis|melena|coffee ground|cyanosis|cyanotic|diaphoresis|diaphoretic|palpitations?|orthopnea|vertigo|lesions?|distal|proximal|bilateral|acute|chronic|hypoglycemi[ac]|hyperglycemi[ac]|anaphylaxis|ambulate|void(ing)?|productive cough|sputum|erythema|purulent|photophobia|paresthesia|neutropeni[ac]|hemoptysis|tachycardia|bradycardia)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Jargon();

    [GeneratedRegex(@"^(can (they|the person|you)(?! only)\b|are (they|you) (able|awake|alert|well|feeling (well|better)|breathing (normally|well))\b|is (it|the pain|their breathing) (better|normal|gone)\b|do (they|you) feel (well|better|normal)\b|has it (stopped|gone away)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex SafeYes();
}
