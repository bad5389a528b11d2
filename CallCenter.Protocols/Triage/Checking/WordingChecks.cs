using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>W01–W05, W07–W10: wording that a frightened caller may not understand.</summary>
internal static partial class WordingChecks
{
    private const double HighestGrade = 8;
    private const int MostWords = 32, MostQuestions = 25;
    private const double MostMinutes = 8, WordsPerMinute = 130, MinutesPerAnswer = 0.1;

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
        if (plain is null && SightOrTouch().Match(q) is { Success: true } sign && !PlaceToLook().IsMatch(q))
            examination.Add("W10", element, $"\"{sign.Value}\" is judged by sight or touch", "Nobody sees the person over the telephone, and skin colors differ", "Add plain that says where to look or what to compare");
        if (SafeYes().IsMatch(q))
            examination.Add("W04", element, $"In \"{q}\" yes may be the safe answer", "Yes always means trouble; a mixed polarity is answered wrongly", "Turn the question around");
    }

    public static void Protocol(Examination examination, Protocol protocol)
    {
        var questions = protocol.Questions.Select(q => q.Question).ToList();
        if (questions.Count > MostQuestions)
            examination.Add("W08", protocol.Id, $"{protocol.Id} has {questions.Count} questions", "A long ladder is not finished on the telephone", $"Keep it to {MostQuestions}, or split the protocol");
        Length(examination, protocol, questions);
        foreach (var language in questions.SelectMany(q => q.Q.Translations.Keys).Distinct())
            foreach (var q in questions.Where(q => !q.Q.Speaks(language) || q.Plain?.Speaks(language) == false))
                examination.Add("W09", $"{protocol.Id}/{q.Id}/q", $"{q.Id} is not translated into \"{language}\"", "The nurse would read English to a caller of another language", $"Add q.{language}" + (q.Plain is null ? "" : $" and plain.{language}"));
    }

    public static void AcrossProtocols(Examination examination)
    {
        var all = examination.Package.Protocols.SelectMany(p => p.Questions.Select(q => (Protocol: p, q.Question))).ToList();
        foreach (var same in all.GroupBy(q => SameWords.Key(q.Question.Q.Text)).Where(g => g.Select(q => q.Question.Id).Distinct().Count() > 1))
            examination.Add("W05", $"{same.Last().Protocol.Id}/{same.Last().Question.Id}/q", $"The wording of {same.Last().Question.Id} is also that of {same.First().Protocol.Id}/{same.First().Question.Id}", "Two ids for one question are answered twice and counted apart", "Use one id, or other words");
        foreach (var protocol in examination.Package.Protocols) Search(examination, protocol);
    }

    /// <summary>The longest call asks the gate and every question of the protocol.</summary>
    private static void Length(Examination examination, Protocol protocol, List<Question> questions)
    {
        var asked = protocol.IsGate ? questions : [.. examination.Package.Gate.Questions.Select(q => q.Question), .. questions];
        var minutes = asked.Sum(q => Readability.WordCount(q.Q.Text)) / WordsPerMinute + asked.Count * MinutesPerAnswer;
        if (minutes > MostMinutes)
            examination.Add("W08", protocol.Id, $"Asking all of {protocol.Id} takes about {minutes:0} minutes", "A caller in trouble does not stay that long", $"Shorten it to {MostMinutes} minutes, or split the protocol");
    }

    private static void Search(Examination examination, Protocol protocol)
    {
        var words = protocol.Search.In("en");
        if (words.Count == 0)
            examination.Add("W07", protocol.Id + "/search", $"{protocol.Id} has no search words", "Nobody would find it", "Add lay words under search");
        else if (examination.Package.Protocols.FirstOrDefault(o => o != protocol && words.All(w => o.Search.In("en").Contains(w, StringComparer.OrdinalIgnoreCase))) is { } twin)
            examination.Add("W07", protocol.Id + "/search", $"Every search word of {protocol.Id} also finds {twin.Id}", "The two cannot be told apart by searching", "Add a word that callers use for this complaint only");
    }

    [GeneratedRegex(@"\b(febrile|afebrile|dyspnea|syncope|edema|emesis|hematuria|hematemesis|melena|coffee ground|cyanosis|cyanotic|diaphoresis|diaphoretic|palpitations?|orthopnea|vertigo|lesions?|distal|proximal|bilateral|acute|chronic|hypoglycemi[ac]|hyperglycemi[ac]|anaphylaxis|ambulate|void(ing)?|productive cough|sputum|erythema|purulent|photophobia|paresthesia|neutropeni[ac]|hemoptysis|tachycardia|bradycardia)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Jargon();

    [GeneratedRegex(@"\b(pale|pallor|bluish|blue|gr[ae]y|blotchy|mottled|flushed|yellow|jaundiced?|clammy|tender|warm to the touch|blanch(es|ing)?|pitting|turgor)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SightOrTouch();

    // Where a change of color shows on any skin.
    [GeneratedRegex(@"\b(lips?|gums?|tongue|nails?|eyes?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlaceToLook();

    [GeneratedRegex(@"^(can (they|the person|you)(?! only)\b|are (they|you) (able|awake|alert|well|feeling (well|better)|breathing (normally|well))\b|is (it|the pain|their breathing) (better|normal|gone)\b|do (they|you) feel (well|better|normal)\b|has it (stopped|gone away)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex SafeYes();
}
