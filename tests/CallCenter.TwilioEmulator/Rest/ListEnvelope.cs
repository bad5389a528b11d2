using System.Globalization;

namespace CallCenter.TwilioEmulator.Rest;

/// <summary>A page of a list, newest first, with Twilio's paging fields.</summary>
internal static class ListEnvelope
{
    public static RestAnswer Of<T>(HttpRequest request, string plural, IEnumerable<T> all, Func<T, object> show)
    {
        var size = Number(request, "PageSize", 50, 1, 1000);
        var page = Number(request, "Page", 0, 0, int.MaxValue);
        var list = all.Reverse().ToList();
        var items = list.Skip(page * size).Take(size).Select(show).ToList();
        string Uri(int number) => request.Path + Query(request, size, number);
        return RestAnswer.Ok(new Dictionary<string, object?>
        {
            [plural] = items,
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = items.Count == 0 ? 0 : (page * size) + items.Count - 1,
            ["first_page_uri"] = Uri(0),
            ["next_page_uri"] = (page + 1) * size < list.Count ? Uri(page + 1) : null,
            ["previous_page_uri"] = page > 0 ? Uri(page - 1) : null,
            ["uri"] = Uri(page),
        });
    }

    private static string Query(HttpRequest request, int size, int page)
    {
        var kept = request.Query
            .Where(q => q.Key is not ("Page" or "PageSize" or "PageToken"))
            .SelectMany(q => q.Value.Select(v => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(v ?? "")}"));
        var token = page > 0 ? [$"PageToken=PA{page.ToString(CultureInfo.InvariantCulture)}"] : Array.Empty<string>();
        return "?" + string.Join('&', [.. kept, $"PageSize={size}", $"Page={page}", .. token]);
    }

    private static int Number(HttpRequest request, string name, int normal, int least, int most) =>
        int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, least, most) : normal;
}
