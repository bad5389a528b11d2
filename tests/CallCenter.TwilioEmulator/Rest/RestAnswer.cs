using System.Text;
using System.Text.Json;

namespace CallCenter.TwilioEmulator.Rest;

internal sealed record RestAnswer(int Status, object? Body)
{
    public static readonly RestAnswer Gone = new(204, null);

    public static RestAnswer Ok(object body) => new(200, body);

    public static RestAnswer Created(object body) => new(201, body);

    /// <summary>What stands before the API answers in HTML and knows no error codes.</summary>
    public static RestAnswer FromTheEdge(int status, string title) =>
        new(status, new Page($"<html><head><title>{status} {title}</title></head><body><center><h1>{status} {title}</h1></center></body></html>"));

    public (string? Type, byte[] Body) Bytes() => Body switch
    {
        null => (null, []),
        Sound sound => (sound.Type, sound.File),
        Page page => ("text/html", Encoding.UTF8.GetBytes(page.Html)),
        var body => ("application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)),
    };

    internal sealed record Sound(string Type, byte[] File);

    private sealed record Page(string Html);
}
