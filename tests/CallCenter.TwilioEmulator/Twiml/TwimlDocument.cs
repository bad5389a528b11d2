using System.Xml;
using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>A parsed document and the URL that its relative URLs hang on.</summary>
internal sealed record TwimlDocument(string? Url, XElement Root)
{
    public static TwimlDocument Parse(string? url, string text)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName == "Response"
                ? new(url, root)
                : throw new TwimlFailure(12100, url ?? "", "the root element is not Response");
        }
        catch (XmlException e)
        {
            throw new TwimlFailure(12100, url ?? "", $"document parse failure at line {e.LineNumber}");
        }
    }

    public string Resolve(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && absolute.Scheme is ("http" or "https"))
        {
            return address;
        }

        return Url is not null && Uri.TryCreate(new Uri(Url.Split('#', 2)[0]), address, out var resolved)
            ? resolved.AbsoluteUri
            : throw new TwimlFailure(11100, address, "a relative URL needs a document URL");
    }
}
