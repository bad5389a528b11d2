using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>The demo package with a second protocol, sneeze, that the first minute can open; what a sneeze asks is the test's own.</summary>
internal static class TwoLadders
{
    public const string Mild = "  - go: see_24h\n    ask:\n      - {id: long, q: \"Is it long?\", unknown: act}\n";

    public static TriagePackage With(string ladder = Mild, string after = "else: home", string gate = "", Func<string, string>? cough = null, Dictionary<string, string>? more = null)
    {
        var files = Demo.Files();
        files[Demo.GateFile] = files[Demo.GateFile].Replace("else: info", "  - go: see_3d\n    ask:\n      - {id: runs, q: \"Does the nose run?\", unknown: act, link: sneeze}\nelse: info\n" + gate, StringComparison.Ordinal);
        files["triage/sneeze.yaml"] = $"schema: triage/1\nid: sneeze\nversion: \"1.0.0\"\nstatus: draft\ntitle: Sneeze\npopulation: \"age_years >= 0\"\ndefinition: A sneeze.\nsearch: [sneeze]\nladder:\n{ladder}{after}\nhome_advice: [\"Rest.\"]\ncall_back: [\"Call if it is long.\"]\ntests:\n  - {{name: clear, expect: home}}\n";
        if (cough is not null) files[Demo.File] = cough(files[Demo.File]);
        foreach (var (file, text) in more ?? []) files[file] = text;
        return Demo.Load(files);
    }
}
