using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Patients.Endpoints;

/// <summary>
/// <c>POST /api/patients/search</c>: by the beginning of any name, by MRN, by birth date, within one practice.
/// A POST because names and birth dates do not belong in a URL.
/// </summary>
internal static class SearchPatients
{
    private const int Shortest = 2;
    private const int Longest = 100;
    private const int Most = 20;

    public static async Task<IResult> HandleAsync(PatientSearchRequest asked, HttpContext http, Database database, CancellationToken cancel)
    {
        var name = asked.Name?.Trim() ?? "";
        if (name.Length is > 0 and < Shortest or > Longest || (name.Length == 0 && asked.BirthDate is null))
            return Refusal.Invalid("search-too-vague", $"Type at least {Shortest} letters of the name or the record number, or a birth date.").ToResult();
        await using var db = database.Read(http.User.Person().Scope);
        var found = db.Set<Patient>().Where(p => p.PracticeId == asked.PracticeId);
        if (asked.BirthDate is { } birthDate) found = found.Where(p => p.BirthDate == birthDate);
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = Matching(found, word);
        var patients = await found.OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).Take(Most).ToListAsync(cancel);
        return Results.Ok(patients.Select(p => new PatientName(p.Id, p.Name, p.BirthDate, p.Mrn)));
    }

    /// <summary>Each word begins a name (or a part of one), or is the record number.</summary>
    private static IQueryable<Patient> Matching(IQueryable<Patient> patients, string word)
    {
        var escaped = word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
        var (begins, inside) = ($"{escaped}%", $"% {escaped}%");
        return patients.Where(p => p.Mrn == word
            || EF.Functions.Like(p.FamilyName, begins, @"\") || EF.Functions.Like(p.FamilyName, inside, @"\")
            || EF.Functions.Like(p.GivenName, begins, @"\") || EF.Functions.Like(p.GivenName, inside, @"\"));
    }
}
