// Asks veraPDF about files: java -cp CLASSPATH Validate.java 2u FILE ...
// Prints a line for each rule that a file breaks, and one for each file; see verapdf.py.

import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class Validate {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        String name = arguments[0].startsWith("ua") ? "PDFUA-" + arguments[0].substring(2) : "PDFA-" + arguments[0].toUpperCase();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        ValidationProfile profile = Profiles.profileFromXml(
                PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml"));
        for (int i = 1; i < arguments.length; i++) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[i]), flavour)) {
                ValidationResult result = Foundries.defaultInstance()
                        .createValidator(profile, 3000, false, false, false).validate(parser);
                Map<String, Integer> broken = new LinkedHashMap<>();
                for (TestAssertion one : result.getTestAssertions()) {
                    if (one.getStatus() == TestAssertion.Status.FAILED) {
                        broken.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " "
                                + one.getMessage(), 1, Integer::sum);
                    }
                }
                broken.forEach((rule, count) -> System.out.println("BROKEN " + count + " x " + rule));
                System.out.println("CHECKED " + result.getTotalAssertions() + " " + result.isCompliant());
            }
        }
    }
}
